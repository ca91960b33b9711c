import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';

/** From this failure on each one locks the account, for twice as long as the one before. */
const LOCKS_FROM = 5;
const FIRST_LOCK = '30 seconds';
/** No longer: else anybody could keep anybody out. */
const LONGEST_LOCK = '15 minutes';
/** 24 hours for who is handed it, an hour for who asked for it by mail and waits. */
export type LinkLife = '24 hours' | '1 hour';

export interface TakenTry {
  passwordHash: string;
  /** With this one. */
  failures: number;
  lockedUntil: Date | null;
}

/** Accounts with a password, by the wall clock. */
@Injectable()
export class LocalAccountRepository {
  /** The active person with this address. */
  async personByEmail(tx: Tx, email: string): Promise<string | undefined> {
    const [row] = await tx.query<{ id: string }>('SELECT id FROM person WHERE email = lower($1) AND active', [email]);
    return row?.id;
  }

  /** The active person with this address who has a password. */
  async withPassword(tx: Tx, email: string): Promise<{ id: string; email: string } | undefined> {
    const [row] = await tx.query<{ id: string; email: string }>(
      'SELECT p.id, p.email FROM person p JOIN local_account a ON a.person_id = p.id WHERE p.email = lower($1) AND p.active AND a.password_hash IS NOT NULL',
      [email],
    );
    return row;
  }

  /**
   * Takes one try, counted as a failure until it is known to be none: of a hundred that arrive at once only as many are taken as one after another.
   * @returns undefined where there is no password, or the account is locked
   */
  async takeTry(tx: Tx, personId: string): Promise<TakenTry | undefined> {
    const [row] = await tx.query<TakenTry>(
      `UPDATE local_account SET failures = failures + 1,
         locked_until = CASE WHEN failures + 1 >= ${LOCKS_FROM}
           THEN clock_timestamp() + least(interval '${LONGEST_LOCK}', interval '${FIRST_LOCK}' * power(2, least(failures + 1 - ${LOCKS_FROM}, 10))) END
       WHERE person_id = $1 AND password_hash IS NOT NULL AND (locked_until IS NULL OR locked_until <= clock_timestamp())
       RETURNING password_hash AS "passwordHash", failures, locked_until AS "lockedUntil"`,
      [personId],
    );
    return row;
  }

  /** @returns false where it is not the password any more: another one was set while this one was checked */
  async forgive(tx: Tx, personId: string, passwordHash: string): Promise<boolean> {
    const rows = await tx.query('UPDATE local_account SET failures = 0, locked_until = NULL WHERE person_id = $1 AND password_hash = $2 RETURNING person_id', [personId, passwordHash]);
    return rows.length > 0;
  }

  /** One version on, for a fact about it; made where it is not there. Locks it until the transaction ends. */
  async next(tx: Tx, personId: string): Promise<number> {
    const [row] = await tx.query<{ version: number }>(
      `INSERT INTO local_account AS a (person_id, version) VALUES ($1, 1) ON CONFLICT (person_id) DO UPDATE SET version = a.version + 1 RETURNING version`,
      [personId],
    );
    return row!.version;
  }

  async setPassword(tx: Tx, personId: string, passwordHash: string): Promise<void> {
    await tx.query('UPDATE local_account SET password_hash = $2, failures = 0, locked_until = NULL WHERE person_id = $1', [personId, passwordHash]);
  }

  /** The only link that is valid from now on. The account's lock is held. */
  async insertLink(tx: Tx, personId: string, tokenHash: Buffer, givenBy: string, lives: LinkLife): Promise<Date> {
    await tx.query('DELETE FROM password_link WHERE person_id = $1', [personId]);
    const [row] = await tx.query<{ expiresAt: Date }>(
      `INSERT INTO password_link (token_hash, person_id, given_by, expires_at) VALUES ($1, $2, $3, clock_timestamp() + $4::interval) RETURNING expires_at AS "expiresAt"`,
      [tokenHash, personId, givenBy, lives],
    );
    return row!.expiresAt;
  }

  /** Whom a link is for, as long as it is valid. */
  async personOfLink(tx: Tx, tokenHash: Buffer): Promise<string | undefined> {
    const [row] = await tx.query<{ id: string }>('SELECT person_id AS id FROM password_link WHERE token_hash = $1 AND used_at IS NULL AND expires_at > clock_timestamp()', [tokenHash]);
    return row?.id;
  }

  /** @returns false where somebody was faster */
  async useLink(tx: Tx, tokenHash: Buffer): Promise<boolean> {
    const rows = await tx.query(
      'UPDATE password_link SET used_at = clock_timestamp() WHERE token_hash = $1 AND used_at IS NULL AND expires_at > clock_timestamp() RETURNING person_id',
      [tokenHash],
    );
    return rows.length > 0;
  }
}
