import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { claimExemption, quotaWindows } from '@throughline/policy/claim-rules';
import type { LeadRules } from '../lead/lead-moments';
import type { Pool } from '../pool/pool.entity';
import { PoolRepository } from '../pool/pool.repository';
import { ClaimQuotaRepository } from '../quota/claim-quota.repository';
import { poolLine } from './pool-line';
import type { PoolDetail, PoolLine } from './pool-views.dto';

/** Pools, and what the caller may still do in one. */
@Injectable()
export class PoolViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly pools: PoolRepository,
    private readonly quotas: ClaimQuotaRepository,
  ) {}

  async list(): Promise<{ items: PoolLine[] }> {
    return this.transaction.read(async (tx) => ({ items: [...(await this.pools.all(tx, true)).values()].map(poolLine) }));
  }

  /** @throws pool.not_found */
  async detail(poolId: string, by: Principal): Promise<PoolDetail> {
    return this.transaction.read(async (tx) => {
      const pool = await this.pools.fresh(tx, poolId);
      const rules = await this.pools.rules(tx, pool);
      const [count] = await tx.query<{ available: number; owned: number }>(
        // Indexes: lead_available, lead_owned.
        `SELECT count(*) FILTER (WHERE status = 'available')::int AS available, count(*) FILTER (WHERE status = 'owned')::int AS owned
         FROM lead WHERE pool_id = $1 AND status IN ('available', 'owned')`,
        [poolId],
      );
      const { closedAt, closedBecause, leadsTo, leadsMoved } = pool;
      return {
        ...poolLine(pool),
        policy: { ...rules.policy },
        leads: count!,
        administrators: pool.administrators,
        closed: closedAt && { at: closedAt.toISOString(), reason: closedBecause!, leadsTo, moved: leadsMoved },
        hiddenFields: pool.hiddenFields,
        myQuota: await this.quotaOf(tx, pool, rules, by),
      };
    });
  }

  private async quotaOf(tx: Tx, pool: Pool, { policy, calendar }: LeadRules, by: Principal): Promise<PoolDetail['myQuota']> {
    const windows = quotaWindows(tx.now, calendar);
    const used = await this.quotas.used(tx, by.personId, pool.id, windows);
    const { cap } = policy.claim;
    const owned = await this.quotas.owned(tx, by.personId, pool.id, cap);
    const leftOverall = cap.overall === undefined ? Infinity : cap.overall - owned.overall;
    return {
      leftToday: Math.max(0, policy.claim.perDay - used.today),
      leftThisWeek: Math.max(0, policy.claim.perWeek - used.thisWeek),
      leftToOwn: Math.max(0, Math.min(cap.inPool - owned.inPool, leftOverall)),
      owned: owned.inPool,
      exempt: claimExemption(by, policy) !== undefined,
      nextDay: windows.nextDay.toISOString(),
      nextWeek: windows.nextWeek.toISOString(),
    };
  }
}
