import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { QuotaWindows } from '@throughline/policy/claim-rules';

export interface UsedClaims {
  today: number;
  thisWeek: number;
}

/**
 * Claims that one person has used up in one pool, one row each. Its lock serialises his claims there; it is always taken before the
 * lock of a lead, or two claims could wait for each other. A release gives nothing back.
 */
@Injectable()
export class ClaimQuotaRepository {
  /**
   * Locks the row and counts one more claim; undone with the transaction when the claim is refused.
   * @returns what was used before this claim
   */
  async take(tx: Tx, personId: string, poolId: string, windows: QuotaWindows): Promise<UsedClaims> {
    const [row] = await tx.query<{ today: number; week: number }>(
      `INSERT INTO claim_quota AS q (person_id, pool_id, day_from, used_today, week_from, used_this_week) VALUES ($1, $2, $3, 1, $4, 1)
       ON CONFLICT (person_id, pool_id) DO UPDATE SET
         used_today = CASE WHEN q.day_from = excluded.day_from THEN q.used_today ELSE 0 END + 1, day_from = excluded.day_from,
         used_this_week = CASE WHEN q.week_from = excluded.week_from THEN q.used_this_week ELSE 0 END + 1, week_from = excluded.week_from
       RETURNING used_today AS today, used_this_week AS week`,
      [personId, poolId, windows.dayFrom, windows.weekFrom],
    );
    return { today: row!.today - 1, thisWeek: row!.week - 1 };
  }

  /** What is used up, without a lock. */
  async used(tx: Tx, personId: string, poolId: string, windows: QuotaWindows): Promise<UsedClaims> {
    const [row] = await tx.query<{ today: number; week: number }>(
      `SELECT CASE WHEN day_from = $3 THEN used_today ELSE 0 END AS today, CASE WHEN week_from = $4 THEN used_this_week ELSE 0 END AS week
       FROM claim_quota WHERE person_id = $1 AND pool_id = $2`,
      [personId, poolId, windows.dayFrom, windows.weekFrom],
    );
    return { today: row?.today ?? 0, thisWeek: row?.week ?? 0 };
  }

  /** Leads of the pool that the person owns now. */
  async owned(tx: Tx, personId: string, poolId: string): Promise<number> {
    const [row] = await tx.query<{ owned: number }>(
      `SELECT count(*)::int AS owned FROM lead WHERE owner_id = $1 AND pool_id = $2 AND status = 'owned'`,
      [personId, poolId],
    );
    return row?.owned ?? 0;
  }
}
