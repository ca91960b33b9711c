import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { policyPublished } from '@throughline/events/policy-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { ApprovalVersion } from '../approval-policy/approval-policy.dto';
import { approvalPolicyErrors } from '../approval-policy/approval-policy.errors';
import { ApprovalPolicyRepository } from '../approval-policy/approval-policy.repository';
import { approvalVersion } from '../approval-policy/approval-version';
import { checkedPolicy } from '../approval-policy/checked-policy';

/** Saves the next version of an approval policy. New requests take it from its day on; running ones keep theirs. */
@Injectable()
export class SaveApprovalPolicyCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly policies: ApprovalPolicyRepository,
    private readonly outbox: Outbox,
  ) {}

  /**
   * The same document again changes nothing.
   * @throws access.denied, approval_policy.invalid, approval_policy.subject_taken, approval_policy.version_fixed, approval_policy.version_skipped
   */
  async execute({ document }: { document: unknown }, by: Principal): Promise<ApprovalVersion> {
    access.require(by, 'draft', 'policy');
    const policy = checkedPolicy(document);
    const { id, version, subject, author, reason, effectiveFrom } = policy;
    return this.transaction.run(async (tx) => {
      await this.policies.lock(tx);
      const versions = await this.policies.versions(tx, id);
      const before = versions.find((one) => one.policy.version === version);
      if (before && isDeepStrictEqual(before.policy, policy)) return approvalVersion(before);
      const data = { id, next: (versions[0]?.policy.version ?? 0) + 1 };
      if (version < data.next) throw approvalPolicyErrors.version_fixed({ field: 'version', data });
      if (version > data.next) throw approvalPolicyErrors.version_skipped({ field: 'version', data });
      const ruler = (await this.policies.idFor(tx, subject)) ?? id;
      const former = versions[0]?.policy.subject ?? subject;
      if (ruler !== id || former !== subject) throw approvalPolicyErrors.subject_taken({ field: 'subject', data: { id: ruler, subject: former } });
      const event = policyPublished.of({ id: `approval:${id}`, version, data: { kind: 'approval', policyId: id, version, subject, author, reason, effectiveFrom } });
      await this.policies.insert(tx, policy);
      await this.outbox.append(tx, event);
      return approvalVersion({ policy, savedAt: tx.now });
    });
  }
}
