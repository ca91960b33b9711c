import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import { policyRecomputeBegun } from '@throughline/events/policy-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { PolicyKind } from '@throughline/policy/policy-kinds';
import { books } from '@throughline/process-contracts/clock';
import { v7 as uuidv7 } from 'uuid';
import type { PolicyApplicationView } from '../policy/policy-application.dto';
import { applicationView } from '../policy/policy-application.dto';
import type { PolicyApplication } from '../policy/policy-application.repository';
import { newApplication, PolicyApplicationRepository } from '../policy/policy-application.repository';
import { policyFact } from '../policy/policy-facts';
import { policyErrors } from '../policy/policy.errors';
import type { PolicyLine } from '../policy/policy.repository';
import { PolicyRepository } from '../policy/policy.repository';
import { PolicyFollowers } from '../work-policies/policy-followers';

/**
 * Has what follows from the version in force computed once more for all records: scores hang on the day, grades on money that was booked late, ends on the
 * calendar. Worked off
 * by the policy clock like a change, with its progress.
 */
@Injectable()
export class RecomputePolicyCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly policies: PolicyRepository,
    private readonly applications: PolicyApplicationRepository,
    private readonly followers: PolicyFollowers,
    private readonly deadlines: DeadlineBooks,
    private readonly outbox: Outbox,
  ) {}

  /** While one is under way, asking again answers with it. @throws access.denied, policy.not_found, policy.not_recomputable, policy.being_applied */
  async execute({ kind, id }: { kind: PolicyKind; id: string }, by: Principal): Promise<PolicyApplicationView> {
    access.require(by, 'recompute', 'policy');
    if (kind === 'assignment') throw policyErrors.not_recomputable();
    return this.transaction.run(async (tx) => {
      const line = await this.policies.lock(tx, kind, id);
      const active = await this.policies.active(tx, kind, id);
      if (!active) throw policyErrors.not_found();
      const open = await this.applications.open(tx, kind, id);
      if (open?.purpose === 'recompute') return applicationView(open);
      if (open) throw policyErrors.being_applied();
      return applicationView(await this.begin(tx, line, active.version, by));
    });
  }

  /** The policy is locked, and none of it is under way. */
  async begin(tx: Tx, line: PolicyLine, version: number, by: Principal): Promise<PolicyApplication> {
    const { kind, id } = line;
    const application = newApplication({
      id: uuidv7(), purpose: 'recompute', kind, policyId: id, version, fromVersion: version, grandfathering: 'none', graceDays: 0, status: 'running',
      startsAt: tx.now, startedAt: tx.now, requestedBy: by.personId, requestedAt: tx.now,
    });
    application.total = (await this.followers.of(kind, id)?.total(tx, application)) ?? 0;
    await this.applications.insert(tx, application);
    const because = { rule: 'recompute', text: `what follows from ${kind} ${id} is computed once more` };
    await this.deadlines.set(tx, books.policies(), [{ subjectId: application.id, kind: 'apply', dueAt: tx.now, because, version: 1 }]);
    const data = { applicationId: application.id, kind, policyId: id, version, records: application.total };
    await this.outbox.append(tx, policyFact(policyRecomputeBegun, line, await this.policies.nextSequence(tx, line), data));
    return application;
  }
}
