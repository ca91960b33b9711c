import { Injectable } from '@nestjs/common';
import { Money, type MoneyJson } from '@throughline/money/money';
import type { Tx } from '@throughline/persistence/transaction';
import type { StandIn } from './stand-in';
import { standInErrors } from './stand-in.errors';

/** Stands in `stand_in_scope` for everything that nobody else is named for. */
const EVERYTHING = '*';

export type StandInRow = Omit<StandIn, 'upTo'> & { amount: string | null; currency: string | null; withdrawnAt: Date | null };
export const standInColumns = `id, person_id AS "personId", stand_in_id AS "standInId", starts_at AS "from", ends_at AS "to", kinds, amount, currency,
  withdrawn_at AS "withdrawnAt"`;
export const limitOf = ({ amount, currency }: { amount: string | null; currency: string | null }): MoneyJson | null =>
  amount === null ? null : Money.of(amount, currency!).toJSON();

@Injectable()
export class StandInRepository {
  /** Two that are named at once must see each other: a chain goes through several people, whose rows do not lock each other. Until the transaction ends. */
  async oneAtATime(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('directory.stand-ins', 0))`);
  }

  /** Breaks `stand_in_once` where the person has one of the same scope then. */
  async insert(tx: Tx, { id, personId, standInId, from, to, kinds, upTo }: StandIn, namedBy: string): Promise<void> {
    await tx.query(
      `INSERT INTO stand_in (id, person_id, stand_in_id, starts_at, ends_at, kinds, amount, currency, named_by, named_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [id, personId, standInId, from, to, kinds, upTo?.amount ?? null, upTo?.currency ?? null, namedBy, tx.now],
    );
    await tx.query(
      'INSERT INTO stand_in_scope (entry_id, person_id, kind, period) SELECT $1, $2, kind, tstzrange($3, $4) FROM unnest($5::text[]) AS kind',
      [id, personId, from, to, kinds.length > 0 ? kinds : [EVERYTHING]],
    );
  }

  /** Whether the stand-ins of the one who is named come to the person, at a moment of this time and for one of these kinds. */
  async leadsBack(tx: Tx, { personId, standInId, from, to, kinds }: StandIn): Promise<boolean> {
    const [row] = await tx.query<{ back: boolean }>(
      `WITH RECURSIVE chain (id, period, kinds, passed) AS (
         SELECT $2::uuid, tstzrange($3, $4), $5::text[], ARRAY[$2::uuid]
         UNION ALL
         SELECT s.stand_in_id, chain.period * tstzrange(s.starts_at, s.ends_at),
           CASE WHEN chain.kinds = '{}' THEN s.kinds WHEN s.kinds = '{}' THEN chain.kinds ELSE ARRAY(SELECT unnest(s.kinds) INTERSECT SELECT unnest(chain.kinds)) END,
           chain.passed || s.stand_in_id
         FROM chain JOIN stand_in s ON s.person_id = chain.id AND s.withdrawn_at IS NULL
         WHERE chain.period && tstzrange(s.starts_at, s.ends_at) AND (chain.kinds = '{}' OR s.kinds = '{}' OR s.kinds && chain.kinds)
           AND chain.id <> $1 AND NOT s.stand_in_id = ANY (chain.passed)
       )
       SELECT EXISTS (SELECT FROM chain WHERE id = $1) AS back`,
      [personId, standInId, from, to, kinds],
    );
    return row!.back;
  }

  async isAwayThroughout(tx: Tx, personId: string, from: Date, to: Date): Promise<boolean> {
    const [row] = await tx.query<{ away: boolean | null }>(
      `SELECT range_agg(tstzrange(starts_at, ends_at)) @> tstzrange($2, $3) AS away FROM absence
       WHERE person_id = $1 AND cancelled_at IS NULL AND ends_at > $2 AND starts_at < $3`,
      [personId, from, to],
    );
    return row?.away ?? false;
  }

  /** The caller holds the lock of the person. @throws stand_in.not_found, stand_in.already_withdrawn */
  async withdraw(tx: Tx, personId: string, entryId: string, withdrawnBy: string): Promise<StandIn> {
    const [row] = await tx.query<StandInRow>(`SELECT ${standInColumns} FROM stand_in WHERE id = $1 AND person_id = $2`, [entryId, personId]);
    if (!row) throw standInErrors.not_found();
    const { amount, currency, withdrawnAt, ...entry } = row;
    if (withdrawnAt) throw standInErrors.already_withdrawn();
    await tx.query('UPDATE stand_in SET withdrawn_by = $2, withdrawn_at = $3 WHERE id = $1', [entryId, withdrawnBy, tx.now]);
    await tx.query('DELETE FROM stand_in_scope WHERE entry_id = $1', [entryId]);
    return { ...entry, upTo: limitOf({ amount, currency }) };
  }
}
