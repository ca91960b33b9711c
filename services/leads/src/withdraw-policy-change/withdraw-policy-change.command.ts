import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import { policyChangeWithdrawn } from '@throughline/events/policy-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { books } from '@throughline/process-contracts/clock';
import type { PolicyApplicationView } from '../policy/policy-application.dto';
import { applicationView } from '../policy/policy-application.dto';
import { PolicyApplicationRepository } from '../policy/policy-application.repository';
import { policyFact } from '../policy/policy-facts';
import { policyErrors } from '../policy/policy.errors';
import { PolicyRepository } from '../policy/policy.repository';

/** Takes back a change of a policy that still waits for its day. Again is harmless. */
@Injectable()
export class WithdrawPolicyChangeCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly policies: PolicyRepository,
    private readonly applications: PolicyApplicationRepository,
    private readonly deadlines: DeadlineBooks,
    private readonly outbox: Outbox,
  ) {}

  /** @throws access.denied, policy_application.not_found, policy.not_withdrawable */
  async execute({ applicationId }: { applicationId: string }, by: Principal): Promise<PolicyApplicationView> {
    access.require(by, 'apply', 'policy');
    return this.transaction.run(async (tx) => {
      const { kind, policyId, version } = await this.applications.get(tx, applicationId);
      // The policy before its application, as everywhere.
      const line = await this.policies.lock(tx, kind, policyId);
      const application = await this.applications.get(tx, applicationId, true);
      if (application.status === 'withdrawn') return applicationView(application);
      if (application.status !== 'scheduled') throw policyErrors.not_withdrawable();
      application.status = 'withdrawn';
      application.finishedAt = tx.now;
      await this.applications.save(tx, application);
      await this.deadlines.clear(tx, books.policies(), [applicationId]);
      const data = { applicationId, kind, policyId, version };
      await this.outbox.append(tx, policyFact(policyChangeWithdrawn, line, await this.policies.nextSequence(tx, line), data));
      return applicationView(application);
    });
  }
}
