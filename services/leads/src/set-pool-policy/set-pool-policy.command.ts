import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import { poolPolicySet } from '@throughline/events/pool-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { books } from '@throughline/process-contracts/clock';
import { RingRepository } from '../assignment/ring.repository';
import type { LeadRules } from '../lead/lead-moments';
import { LeadDeadlines } from '../lead/lead.deadlines';
import type { Lead } from '../lead/lead.entity';
import { policyErrors } from '../policy/policy.errors';
import { PolicyRepository } from '../policy/policy.repository';
import type { Pool } from '../pool/pool.entity';
import { poolErrors } from '../pool/pool.errors';
import { PoolRepository } from '../pool/pool.repository';
import { NewRules } from '../work-policies/new-rules';
import { OwnershipChangesRepository } from '../work-policies/ownership-changes.repository';
import { endsOf } from '../work-policies/rewrite-ownerships';
import type { PoolPolicy, SetPoolPolicy } from './set-pool-policy.dto';

/** Ownerships that are rewritten in one transaction: what a pool's version means hangs on its policy, so it changes for all of them at once. */
const MOST = 2_000;

/**
 * Puts a pool under another policy. Running ownerships take its rules in the same moment, with a grace where one is asked for.
 *
 * Locks: policy, turns of the pool, its owned leads in the order of their ids, its book alone. An ownership that begins meanwhile looks at the pool's
 * policy while it holds the book, and begins anew.
 */
@Injectable()
export class SetPoolPolicyCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly pools: PoolRepository,
    private readonly policies: PolicyRepository,
    private readonly rings: RingRepository,
    private readonly ownerships: OwnershipChangesRepository,
    private readonly newRules: NewRules,
    private readonly lines: LeadDeadlines,
    private readonly deadlines: DeadlineBooks,
    private readonly people: PeopleBook,
    private readonly outbox: Outbox,
  ) {}

  /** What is so already changes nothing. @throws pool.not_found, pool.closed, pool.too_many_owned, policy.not_found, access.denied */
  async execute({ poolId, policyId, graceDays }: SetPoolPolicy & { poolId: string }, by: Principal): Promise<PoolPolicy> {
    access.require(by, 'set-policy', 'pool');
    return this.transaction.run(async (tx) => {
      const known = await this.pools.fresh(tx, poolId);
      // Both, in one order for everybody: neither may change its version meanwhile.
      for (const id of [...new Set([known.policyId, policyId])].sort()) await this.policies.lock(tx, 'lead', id);
      await this.rings.lock(tx, poolId);
      const pool = await this.pools.fresh(tx, poolId);
      if (pool.status === 'closed') throw poolErrors.closed();
      if (pool.policyId === policyId) return answer(pool, 0, 0);
      const { version: policyVersion } = (await this.policies.active(tx, 'lead', policyId)) ?? fail(policyErrors.not_found({ field: 'policyId' }));
      const rules: LeadRules = { policy: await this.policies.rules(tx, 'lead', policyId, policyVersion), calendar: await this.people.calendar(tx) };
      const leads = await this.hold(tx, poolId);
      const change = { grandfathering: 'none', graceDays, at: tx.now } as const;
      const { taken, graced } = await this.newRules.bringOver(tx, leads, pool.policyId, rules, change);
      const before = { policyId: pool.policyId, policyVersion: pool.policyVersion };
      await this.pools.change(tx, pool, { policyId, policyVersion });
      await this.ownerships.save(tx, taken);
      if (taken.length > 0) await this.lines.set(tx, poolId, taken, () => rules);
      const data = { poolId, policyId, policyVersion, before, graced, ends: endsOf(taken) };
      await this.outbox.append(tx, poolPolicySet.of({ id: poolId, version: pool.version, orgPath: pool.orgPath, data }));
      return answer(pool, taken.length, graced);
    });
  }

  /** All owned leads of the pool, locked, and no further one can begin under the old rules. @throws pool.too_many_owned */
  private async hold(tx: Tx, poolId: string): Promise<Lead[]> {
    await this.ownerships.lockOwned(tx, poolId, MOST + 1);
    await this.deadlines.alone(tx, books.pool(poolId));
    const leads = await this.ownerships.lockOwned(tx, poolId, MOST + 1);
    if (leads.length > MOST) throw poolErrors.too_many_owned({ data: { most: MOST } });
    return leads;
  }
}

function answer({ id: poolId, policyId, policyVersion, version }: Pool, rewritten: number, graced: number): PoolPolicy {
  return { poolId, policy: { id: policyId, version: policyVersion }, version, rewritten, graced };
}

function fail(error: Error): never {
  throw error;
}
