import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { JWK } from 'jose';

/** How long the next key is published before it signs, and how long one signs. */
const SIGNS_FOR = '30 days';
/** Longer than any token of a key that signs no more. */
const PUBLISHED_AFTER = '1 hour';

export interface SigningKey {
  id: string;
  kid: string;
  publicKey: JWK;
  /** Encrypted. */
  privateKey: string;
  signsFrom: Date;
}
export type NewSigningKey = Omit<SigningKey, 'signsFrom'>;

/** Of the keys that are published, in the order in which they sign. */
export interface PublishedKeys {
  keys: SigningKey[];
  /** Which of them signs now. */
  signer: SigningKey | undefined;
  /** Whether another one waits for its time. */
  hasNext: boolean;
}

@Injectable()
export class SigningKeyRepository {
  /** Two instances that find none at once must not make two. Until the transaction ends. */
  async oneAtATime(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('directory.signing-keys', 0))`);
  }

  async published(tx: Tx): Promise<PublishedKeys> {
    const rows = await tx.query<SigningKey & { came: boolean }>(
      `SELECT id, kid, public_key AS "publicKey", private_key AS "privateKey", signs_from AS "signsFrom", signs_from <= clock_timestamp() AS came
       FROM (SELECT *, lead(signs_from) OVER (ORDER BY signs_from, id) AS relieved FROM signing_key WHERE withdrawn_at IS NULL) AS k
       WHERE relieved IS NULL OR relieved > clock_timestamp() - interval '${PUBLISHED_AFTER}' ORDER BY signs_from, id`,
    );
    const signer = rows.findLast(({ came }) => came);
    return { keys: rows.map(({ came: _came, ...key }) => key), signer, hasNext: rows.some(({ came }) => !came) };
  }

  /** `at once`, or after those that are there. */
  async insert(tx: Tx, { id, kid, publicKey, privateKey }: NewSigningKey, when: 'at once' | 'next'): Promise<void> {
    await tx.query(
      `INSERT INTO signing_key (id, kid, public_key, private_key, signs_from)
       SELECT $1, $2, $3, $4, CASE WHEN $5 THEN clock_timestamp()
         -- One whose time was over long ago, because nothing ran: time enough to be read by everybody.
         ELSE greatest((SELECT max(signs_from) FROM signing_key) + interval '${SIGNS_FOR}', clock_timestamp() + interval '1 hour') END`,
      [id, kid, JSON.stringify(publicKey), privateKey, when === 'at once'],
    );
  }

  /** @returns undefined where there is none, or it is withdrawn already */
  async withdraw(tx: Tx, kid: string, by: string): Promise<{ id: string; signed: boolean } | undefined> {
    const before = await this.published(tx);
    const [row] = await tx.query<{ id: string }>(
      'UPDATE signing_key SET withdrawn_at = clock_timestamp(), withdrawn_by = $2 WHERE kid = $1 AND withdrawn_at IS NULL RETURNING id',
      [kid, by],
    );
    return row && { id: row.id, signed: before.signer?.kid === kid };
  }

  /** The one whose time has not come signs from now on: everybody knows it already. */
  async relieve(tx: Tx): Promise<void> {
    await tx.query(
      `UPDATE signing_key SET signs_from = clock_timestamp()
       WHERE id = (SELECT id FROM signing_key WHERE withdrawn_at IS NULL AND signs_from > clock_timestamp() ORDER BY signs_from LIMIT 1)`,
    );
  }
}
