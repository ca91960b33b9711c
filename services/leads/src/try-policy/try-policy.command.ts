import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import { policyTrialBegun, policyTrialEnded } from '@throughline/events/policy-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { LeadPolicy } from '@throughline/policy/lead-policy';
import type { PolicyKind } from '@throughline/policy/policy-kinds';
import { books } from '@throughline/process-contracts/clock';
import { policyFact } from '../policy/policy-facts';
import { policyVersion } from '../policy/policy-head';
import type { PolicyVersion } from '../policy/policy.dto';
import { policyErrors, policyPreviewErrors } from '../policy/policy.errors';
import { PolicyRepository } from '../policy/policy.repository';
import { trialDeadline, trialSubject } from './trial-times';
import { TrialRepository } from './trial.repository';

/** Puts a draft on trial, or ends the trial: while it lasts, what the draft would have done is logged day by day, and nothing else happens. */
@Injectable()
export class TryPolicyCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly policies: PolicyRepository,
    private readonly trials: TrialRepository,
    private readonly deadlines: DeadlineBooks,
    private readonly people: PeopleBook,
    private readonly outbox: Outbox,
  ) {}

  /** Again is harmless. A trial that begins anew begins a new log. @throws access.denied, policy.not_found, policy.not_a_draft, policy_preview.not_for_kind */
  async execute({ kind, id, version, on }: { kind: PolicyKind; id: string; version: number; on: boolean }, by: Principal): Promise<PolicyVersion> {
    access.require(by, 'draft', 'policy');
    return this.transaction.run(async (tx) => {
      const line = await this.policies.lock(tx, kind, id);
      const policy = await this.policies.get(tx, kind, id, version);
      if (kind !== 'lead') throw policyPreviewErrors.not_for_kind();
      if (on && policy.status !== 'draft') throw policyErrors.not_a_draft();
      if ((policy.trialSince !== null) === on) return policyVersion(policy);
      if (on) {
        await this.trials.begin(tx, policy);
        const draft = (await this.policies.rules(tx, kind, id, version)) as LeadPolicy;
        await this.deadlines.set(tx, books.policies(), [trialDeadline(draft, await this.people.calendar(tx), tx.now)]);
      } else {
        await this.trials.end(tx, policy);
        await this.deadlines.clear(tx, books.policies(), [trialSubject(policy)]);
      }
      const fact = on ? policyTrialBegun : policyTrialEnded;
      await this.outbox.append(tx, policyFact(fact, line, await this.policies.nextSequence(tx, line), { kind, policyId: id, version }));
      return policyVersion(await this.policies.get(tx, kind, id, version));
    });
  }
}
