import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { QuotaWindows } from '@throughline/policy/claim-rules';
import type { LeadPolicy } from '@throughline/policy/lead-policy';

export interface UsedClaims {
  today: number;
  thisWeek: number;
}

/** What a person has used up of his claims in a pool, to be shown; the claim itself counts under a lock (claim.repository.ts). */
@Injectable()
export class ClaimQuotaRepository {
  async used(tx: Tx, personId: string, poolId: string, windows: QuotaWindows): Promise<UsedClaims> {
    const [row] = await tx.query<{ today: number; week: number }>(
      `SELECT CASE WHEN day_from = $3 THEN used_today ELSE 0 END AS today, CASE WHEN week_from = $4 THEN used_this_week ELSE 0 END AS week
       FROM claim_quota WHERE person_id = $1 AND pool_id = $2`,
      [personId, poolId, windows.dayFrom, windows.weekFrom],
    );
    return { today: row?.today ?? 0, thisWeek: row?.week ?? 0 };
  }

  /** Leads that the person owns now and the policy counts, as `begin_claim` counts them: of the pool, and of all. Index: lead_owner. */
  async owned(tx: Tx, personId: string, poolId: string, { notCounted }: LeadPolicy['claim']['cap']): Promise<{ inPool: number; overall: number }> {
    const [row] = await tx.query<{ inPool: number; overall: number }>(
      `SELECT count(*) FILTER (WHERE pool_id = $2)::int AS "inPool", count(*)::int AS overall FROM lead
       WHERE owner_id = $1 AND status = 'owned' AND NOT (key_account AND 'key-account' = ANY ($3::text[]))
         AND NOT (coalesce(exemption, 'paused') <> 'paused' AND 'exempt' = ANY ($3::text[]))`,
      [personId, poolId, notCounted],
    );
    return row!;
  }

  /** The person's claims in this pool wait for the end of the transaction. To be taken before the lock of a lead. */
  async lock(tx: Tx, personId: string, poolId: string): Promise<void> {
    await tx.query('SELECT 1 FROM claim_quota WHERE person_id = $1 AND pool_id = $2 FOR UPDATE', [personId, poolId]);
  }

  /** The same for several pools, in one order for everybody. */
  async lockAll(tx: Tx, personId: string, poolIds: readonly string[]): Promise<void> {
    await tx.query('SELECT 1 FROM claim_quota WHERE person_id = $1 AND pool_id = ANY ($2::uuid[]) ORDER BY pool_id FOR UPDATE', [personId, poolIds]);
  }

  /** Undoes the count of the claim that the open ownership began with; an ownership that came by another path has none. Under `lock`. */
  async giveBack(
    tx: Tx,
    { leadId, personId, poolId }: { leadId: string; personId: string; poolId: string },
    back: { today: boolean; thisWeek: boolean },
    { dayFrom, weekFrom }: QuotaWindows,
  ): Promise<void> {
    if (!back.today && !back.thisWeek) return;
    await tx.query(
      `WITH returned AS (
         UPDATE ownership SET quota_returned = true WHERE lead_id = $1 AND owner_id = $2 AND ended_at IS NULL AND acquired = 'claimed' RETURNING owner_id
       )
       UPDATE claim_quota AS q SET
         used_today = greatest(0, used_today - CASE WHEN $4 AND day_from = $6 THEN 1 ELSE 0 END),
         used_this_week = greatest(0, used_this_week - CASE WHEN $5 AND week_from = $7 THEN 1 ELSE 0 END)
       FROM returned WHERE q.person_id = returned.owner_id AND q.pool_id = $3`,
      [leadId, personId, poolId, back.today, back.thisWeek, dayFrom, weekFrom],
    );
  }
}
