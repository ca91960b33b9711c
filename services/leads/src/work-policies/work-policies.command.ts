import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import { policyActivated, policyChangeCompleted } from '@throughline/events/policy-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { ActReport } from '@throughline/process-contracts/clock';
import { books } from '@throughline/process-contracts/clock';
import type { PolicyApplication } from '../policy/policy-application.repository';
import { PolicyApplicationRepository } from '../policy/policy-application.repository';
import { policyFact } from '../policy/policy-facts';
import type { PolicyLine } from '../policy/policy.repository';
import { PolicyRepository } from '../policy/policy.repository';
import { PoolRepository } from '../pool/pool.repository';
import { MovePoolLeads } from '../close-pool/move-pool-leads';
import { RecomputeForCalendar } from '../recompute-for-calendar/recompute-for-calendar';
import { LookAtTrials } from './look-at-trials';
import { OwnershipChangesRepository } from './ownership-changes.repository';
import { PolicyFollowers } from './policy-followers';

interface Step {
  /** settle: nothing is left but what processes may still judge by the rules before. */
  next: 'more' | 'settle' | 'over';
  lookedAt: number;
}

/**
 * What the policy clock does: puts versions whose moment has come in force, and brings them in batches over what was there before: ownerships,
 * leads, accounts. Each step is one
 * transaction that begins with the locks of policy and application, so it may be killed at any point and run again, also by two at once.
 *
 * Locks: policy, application, leads in the order of their ids, book of the pool. New ownerships take the version in force under the book (LeadDeadlines),
 * so the one that changes it alone in the book overlooks none: whoever was before it is rewritten, whoever comes after it begins with the new rules.
 */
@Injectable()
export class WorkPoliciesCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly policies: PolicyRepository,
    private readonly applications: PolicyApplicationRepository,
    private readonly ownerships: OwnershipChangesRepository,
    private readonly followers: PolicyFollowers,
    private readonly moving: MovePoolLeads,
    private readonly trials: LookAtTrials,
    private readonly calendar: RecomputeForCalendar,
    private readonly pools: PoolRepository,
    private readonly deadlines: DeadlineBooks,
    private readonly outbox: Outbox,
  ) {}

  /** Milliseconds (wall clock) until every process has forgotten the rules before: the two seconds for which they are remembered, and some. */
  forgottenAfter = 2_500;

  /** @param heartbeat called after each step with the number of records looked at so far */
  async execute(heartbeat: (done: number) => void = () => undefined): Promise<ActReport> {
    let ended = 0;
    let lookedAt = 0;
    for (;;) {
      await this.calendar.begin();
      const id = await this.transaction.read((tx) => this.applications.due(tx));
      if (id === undefined) break;
      const begun = Date.now();
      for (let settled = false, next: Step['next'] = 'more'; next !== 'over'; ) {
        const before = lookedAt;
        const step = await this.transaction.run((tx) => this.step(tx, id, settled));
        lookedAt = before + step.lookedAt;
        next = step.next;
        heartbeat(lookedAt);
        if (next !== 'settle') continue;
        await pause(Math.max(0, begun + this.forgottenAfter - Date.now()));
        settled = true;
      }
      ended += 1;
    }
    await this.moving.execute((moved) => heartbeat(lookedAt + moved));
    await this.trials.execute(() => heartbeat(lookedAt));
    return { reminded: 0, ended, next: await this.deadlines.nextDue(books.policies()) };
  }

  private async step(tx: Tx, id: string, settled: boolean): Promise<Step> {
    const { kind, policyId } = await this.applications.get(tx, id);
    const line = await this.policies.lock(tx, kind, policyId);
    const application = await this.applications.get(tx, id, true);
    if (application.status !== 'scheduled' && application.status !== 'running') return { next: 'over', lookedAt: 0 };
    const before = application.lookedAt;
    const next = application.status === 'scheduled' ? await this.activate(tx, line, application) : await this.goOn(tx, line, application, settled);
    await this.applications.save(tx, application);
    return { next, lookedAt: application.lookedAt - before };
  }

  private async activate(tx: Tx, line: PolicyLine, application: PolicyApplication): Promise<'more'> {
    const { id: applicationId, kind, policyId, version, grandfathering, graceDays, requestedBy } = application;
    const poolIds = kind === 'lead' ? await this.ownerships.pools(tx, policyId) : [];
    for (const poolId of poolIds) await this.deadlines.alone(tx, books.pool(poolId));
    application.fromVersion = (await this.policies.active(tx, kind, policyId))?.version ?? null;
    await this.policies.activate(tx, kind, policyId, version, requestedBy);
    await this.ownerships.switchPools(tx, poolIds, version);
    application.total = (await this.followers.of(kind, policyId)?.total(tx, application)) ?? 0;
    application.startedAt = tx.now;
    application.status = 'running';
    const data = { applicationId, kind, policyId, version, fromVersion: application.fromVersion, grandfathering, graceDays, ownerships: application.total };
    await this.outbox.append(tx, policyFact(policyActivated, line, await this.policies.nextSequence(tx, line), data));
    tx.afterCommit(() => this.pools.forget());
    return 'more';
  }

  /** A batch, or the end. @param settled no process judges by the former rules any more */
  private async goOn(tx: Tx, line: PolicyLine, application: PolicyApplication, settled: boolean): Promise<Step['next']> {
    const { id: applicationId, kind, policyId, version } = application;
    const follower = this.followers.of(kind, policyId);
    if (await follower?.batch(tx, line, application)) return 'more';
    if (follower?.lags && !settled) return 'settle';
    application.status = 'completed';
    application.finishedAt = tx.now;
    await this.deadlines.clear(tx, books.policies(), [applicationId]);
    const { lookedAt, rewritten, kept, graced } = application;
    const data = { applicationId, kind, policyId, version, lookedAt, rewritten, kept, graced };
    await this.outbox.append(tx, policyFact(policyChangeCompleted, line, await this.policies.nextSequence(tx, line), data));
    return 'over';
  }
}
