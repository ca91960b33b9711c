import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';

/** For one address, whoever asks: nobody's mailbox is filled by others. */
const MOST_IN_AN_HOUR = 3;
/** Of all addresses, waiting to be looked at. */
const MOST_WAITING = 1_000;
/** After so many a mail is given up; the pause after the first is 15 seconds, and twice as long each time. */
export const MOST_ATTEMPTS = 6;
/** Longer than any attempt takes: then the process that made it counts as gone. */
const LEASE = '90 seconds';

export interface PasswordRequest {
  id: string;
  email: string;
  /** With this one. */
  attempts: number;
}

/** Requests for a link, by address; whether anybody has the address plays no part here. */
@Injectable()
export class PasswordRequestRepository {
  /** Notes it, but for the fourth of an hour, which nobody hears of. @returns false where too many of all wait */
  async note(tx: Tx, email: string): Promise<boolean> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`password-request:${email}`]);
    await tx.query(`DELETE FROM password_request WHERE id IN (SELECT id FROM password_request WHERE asked_at < clock_timestamp() - interval '1 hour' AND state <> 'waiting' LIMIT 100 FOR UPDATE SKIP LOCKED)`);
    const [{ waiting }] = (await tx.query<{ waiting: number }>(`SELECT count(*)::int AS waiting FROM (SELECT FROM password_request WHERE state = 'waiting' LIMIT ${MOST_WAITING}) x`)) as [{ waiting: number }];
    if (waiting >= MOST_WAITING) return false;
    await tx.query(
      `INSERT INTO password_request (email) SELECT $1 WHERE (SELECT count(*) FROM password_request WHERE email = $1 AND asked_at > clock_timestamp() - interval '1 hour') < ${MOST_IN_AN_HOUR}`,
      [email],
    );
    return true;
  }

  /** The oldest that is to be looked at; nobody else looks at it while the lease lasts. */
  async lease(tx: Tx): Promise<PasswordRequest | undefined> {
    const [request] = await tx.query<PasswordRequest>(
      `UPDATE password_request r SET attempts = attempts + 1, next_at = clock_timestamp() + interval '${LEASE}'
       WHERE id = (SELECT id FROM password_request WHERE state = 'waiting' AND next_at <= clock_timestamp() ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id, email, attempts`,
    );
    return request;
  }

  async done(tx: Tx, { id }: PasswordRequest): Promise<void> {
    await tx.query(`UPDATE password_request SET state = 'done' WHERE id = $1`, [id]);
  }

  async failed(tx: Tx, { id }: PasswordRequest): Promise<void> {
    await tx.query(
      `UPDATE password_request SET state = CASE WHEN attempts >= ${MOST_ATTEMPTS} THEN 'given-up' ELSE 'waiting' END, next_at = clock_timestamp() + interval '15 seconds' * power(2, attempts - 1) WHERE id = $1`,
      [id],
    );
  }
}
