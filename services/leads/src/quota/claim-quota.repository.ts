import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { QuotaWindows } from '@throughline/policy/claim-rules';

export interface UsedClaims {
  today: number;
  thisWeek: number;
}

/** What a person has used up of his claims in a pool, to be shown; the claim itself counts under a lock (claim.repository.ts). A release gives nothing back. */
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

  /** Leads of the pool that the person owns now. */
  async owned(tx: Tx, personId: string, poolId: string): Promise<number> {
    const [row] = await tx.query<{ owned: number }>(
      `SELECT count(*)::int AS owned FROM lead WHERE owner_id = $1 AND pool_id = $2 AND status = 'owned'`,
      [personId, poolId],
    );
    return row?.owned ?? 0;
  }
}
