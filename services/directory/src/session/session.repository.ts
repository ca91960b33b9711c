import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { Session, SignInMethod } from './session';

/** How long one that is over is kept, for who asks where he was signed in. */
const KEPT_AFTER = '30 days';
const columns = 'id, person_id AS "personId", method, ends_at AS "endsAt", version';

/** Minutes, by the wall clock. */
export interface SessionLife {
  /** Without any request. */
  idle: number;
  /** However busy. */
  most: number;
}

@Injectable()
export class SessionRepository {
  async insert(tx: Tx, session: { id: string; personId: string; method: SignInMethod }, secretHash: Buffer, life: SessionLife): Promise<Session> {
    await tx.query(`DELETE FROM session WHERE person_id = $1 AND ends_at < clock_timestamp() - interval '${KEPT_AFTER}'`, [session.personId]);
    const [row] = await tx.query<Session>(
      `INSERT INTO session (id, person_id, method, secret_hash, ends_at) VALUES ($1, $2, $3, $4, clock_timestamp() + $5 * interval '1 minute') RETURNING ${columns}`,
      [session.id, session.personId, session.method, secretHash, life.most],
    );
    return row!;
  }

  /** The session as long as it is valid. Being asked for is a sign of life, noted once a minute. */
  async seen(tx: Tx, secretHash: Buffer, life: SessionLife): Promise<Session | undefined> {
    const [row] = await tx.query<Session & { stale: boolean }>(
      `SELECT ${columns}, seen_at < clock_timestamp() - interval '1 minute' AS stale FROM session
       WHERE secret_hash = $1 AND ended_at IS NULL AND ends_at > clock_timestamp() AND seen_at > clock_timestamp() - $2 * interval '1 minute'`,
      [secretHash, life.idle],
    );
    if (row?.stale) await tx.query('UPDATE session SET seen_at = clock_timestamp() WHERE id = $1', [row.id]);
    return row;
  }

  /** Those of a person that are valid, or the one with this secret; ended now. */
  async end(tx: Tx, which: { personId: string } | { secretHash: Buffer }): Promise<Session[]> {
    const [column, value] = 'personId' in which ? ['person_id', which.personId] : ['secret_hash', which.secretHash];
    return tx.query<Session>(
      `UPDATE session SET ended_at = clock_timestamp(), version = version + 1
       WHERE ${column} = $1 AND ended_at IS NULL AND ends_at > clock_timestamp() RETURNING ${columns}`,
      [value],
    );
  }
}
