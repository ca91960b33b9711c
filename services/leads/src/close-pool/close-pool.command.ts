import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import { poolClosed } from '@throughline/events/pool-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { books } from '@throughline/process-contracts/clock';
import { RingRepository } from '../assignment/ring.repository';
import { PolicyRepository } from '../policy/policy.repository';
import { poolErrors } from '../pool/pool.errors';
import { PoolRepository } from '../pool/pool.repository';
import type { ClosedPool, ClosePool } from './close-pool.dto';
import { movingLine } from './move-pool-leads';

/** Closes a pool: it takes no leads and gives none. What is in it goes to another pool, moved by the policy clock (MovePoolLeads). */
@Injectable()
export class ClosePoolCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly pools: PoolRepository,
    private readonly policies: PolicyRepository,
    private readonly rings: RingRepository,
    private readonly deadlines: DeadlineBooks,
    private readonly outbox: Outbox,
  ) {}

  /**
   * A closed pool may be closed again to say where leads go that came in at the last moment.
   * @throws pool.not_found, pool.not_empty, pool.awaits_leads, pool.fed_by_forms, pool.closed (the other one is), pool.same, access.denied
   */
  async execute({ poolId, reason, moveTo, graceDays }: ClosePool & { poolId: string }, by: Principal): Promise<ClosedPool> {
    access.require(by, 'close', 'pool');
    return this.transaction.run(async (tx) => {
      // A version that comes into force meanwhile would still count its leads.
      await this.policies.lock(tx, 'lead', (await this.pools.fresh(tx, poolId)).policyId);
      // Of two that are closed into each other, one is refused.
      for (const id of [poolId, ...(moveTo === undefined ? [] : [moveTo])].sort()) await this.rings.lock(tx, id);
      // No ownership begins in it any more.
      await this.deadlines.alone(tx, books.pool(poolId));
      const pool = await this.pools.fresh(tx, poolId);
      const leads = await this.pools.openLeads(tx, poolId);
      const answer = (left: number): ClosedPool => ({ poolId, status: 'closed', version: pool.version, leadsTo: pool.leadsTo, left });
      if (pool.status === 'closed' && (moveTo === undefined || moveTo === pool.leadsTo) && leads === 0) return answer(leads);
      if (leads > 0 && moveTo === undefined) throw poolErrors.not_empty({ data: { leads } });
      if (await this.pools.awaitsLeads(tx, poolId)) throw poolErrors.awaits_leads();
      const forms = await this.pools.forms(tx, poolId);
      if (forms.length > 0) throw poolErrors.fed_by_forms({ data: { forms } });
      await this.requireOther(tx, poolId, moveTo);
      await this.pools.change(tx, pool, {
        status: 'closed', closedAt: pool.closedAt ?? tx.now, closedBecause: reason, leadsTo: moveTo ?? null, leadsGraceDays: graceDays,
      });
      if (moveTo !== undefined) await this.deadlines.set(tx, books.policies(), [movingLine(pool, tx.now)]);
      const data = { poolId, reason, leadsTo: moveTo ?? null, leads };
      await this.outbox.append(tx, poolClosed.of({ id: poolId, version: pool.version, orgPath: pool.orgPath, data }));
      return answer(leads);
    });
  }

  /** @throws pool.same, pool.not_found, pool.closed */
  private async requireOther(tx: Tx, poolId: string, moveTo: string | undefined): Promise<void> {
    if (moveTo === undefined) return;
    if (moveTo === poolId) throw poolErrors.same({ field: 'moveTo' });
    if ((await this.pools.fresh(tx, moveTo)).status === 'closed') throw poolErrors.closed({ field: 'moveTo' });
  }
}
