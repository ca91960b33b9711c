import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import { atLocal } from '@throughline/calendar/working-time';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import { policyChangeScheduled } from '@throughline/events/policy-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { PolicyKind } from '@throughline/policy/policy-kinds';
import { books } from '@throughline/process-contracts/clock';
import { v7 as uuidv7 } from 'uuid';
import { checkedDocument } from '../policy/checked-document';
import type { PolicyApplicationView } from '../policy/policy-application.dto';
import { applicationView } from '../policy/policy-application.dto';
import { newApplication, PolicyApplicationRepository } from '../policy/policy-application.repository';
import { policyFact } from '../policy/policy-facts';
import { policyErrors } from '../policy/policy.errors';
import { PolicyRepository } from '../policy/policy.repository';
import type { ApplyPolicy } from './apply-policy.dto';

/**
 * Asks for a version to come into force on its day, at once where that has come. The work is done by the policy clock (work-policies), which may be
 * killed at any point; its progress is that of the answered application.
 */
@Injectable()
export class ApplyPolicyCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly policies: PolicyRepository,
    private readonly applications: PolicyApplicationRepository,
    private readonly deadlines: DeadlineBooks,
    private readonly people: PeopleBook,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Asking for the same again answers with the application that is there.
   * @throws access.denied, policy.not_found, policy.invalid, policy.version_too_old, policy.being_applied
   */
  async execute(command: ApplyPolicy & { kind: PolicyKind; id: string; version: number }, by: Principal): Promise<PolicyApplicationView> {
    access.require(by, 'apply', 'policy');
    return this.transaction.run(async (tx) => {
      const { kind, id, version, grandfathering, graceDays } = command;
      const line = await this.policies.lock(tx, kind, id);
      const policy = await this.policies.get(tx, kind, id, version);
      const known = await this.applications.latest(tx, kind, id, version);
      if (known && known.status !== 'withdrawn' && known.grandfathering === grandfathering && known.graceDays === graceDays) return applicationView(known);
      const active = await this.policies.active(tx, kind, id);
      if (active && active.version >= version) throw policyErrors.version_too_old({ data: { next: active.version + 1 } });
      if (await this.applications.open(tx, kind, id)) throw policyErrors.being_applied();
      // Saved under an older program, it might break a rule that has been added since.
      checkedDocument(policy.document);
      const applicationId = uuidv7();
      const startsAt = await this.startOf(tx, policy.effectiveFrom);
      const fromVersion = active?.version ?? null;
      const application = newApplication({
        id: applicationId, purpose: 'change', kind, policyId: id, version, fromVersion, grandfathering, graceDays, status: 'scheduled', startsAt, startedAt: null,
        requestedBy: by.personId, requestedAt: tx.now,
      });
      await this.applications.insert(tx, application);
      const because = { rule: 'effective-from', text: `version ${version} of ${kind} ${id} holds from ${policy.effectiveFrom} on` };
      await this.deadlines.set(tx, books.policies(), [{ subjectId: applicationId, kind: 'apply', dueAt: startsAt, because, version: 1 }]);
      const data = { applicationId, kind, policyId: id, version, fromVersion, grandfathering, graceDays, startsAt: startsAt.toISOString() };
      await this.outbox.append(tx, policyFact(policyChangeScheduled, line, await this.policies.nextSequence(tx, line), data));
      return applicationView(application);
    });
  }

  /** The beginning of the local day, or now where that is past. */
  private async startOf(tx: Tx, day: string): Promise<Date> {
    const begins = atLocal(await this.people.calendar(tx), day, '00:00');
    return begins > tx.now ? begins : tx.now;
  }
}
