import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { policyDrafted } from '@throughline/events/policy-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { checkedDocument } from '../policy/checked-document';
import { policyFact } from '../policy/policy-facts';
import { policyVersion } from '../policy/policy-head';
import type { PolicyVersion } from '../policy/policy.dto';
import { policyErrors } from '../policy/policy.errors';
import { PolicyRepository } from '../policy/policy.repository';
import { sameDocument } from '../policy/same-document';

/** Saves a version of a policy, without any effect yet. A draft may be saved again and again; what has been in force never changes. */
@Injectable()
export class DraftPolicyCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly policies: PolicyRepository,
    private readonly outbox: Outbox,
  ) {}

  /** The same document again changes nothing. @throws access.denied, policy.invalid, policy.version_fixed, policy.version_too_old, policy.being_applied */
  async execute({ document: written }: { document: unknown }, by: Principal): Promise<PolicyVersion> {
    access.require(by, 'draft', 'policy');
    const document = checkedDocument(written);
    const { kind, id, version, author, reason, effectiveFrom } = document;
    return this.transaction.run(async (tx) => {
      const line = await this.policies.lock(tx, kind, id);
      const before = await this.policies.find(tx, kind, id, version);
      if (before && sameDocument(before.document, document)) return policyVersion(before);
      if (before && before.status !== 'draft') throw policyErrors.version_fixed();
      if (await this.policies.isBeingApplied(tx, kind, id, version)) throw policyErrors.being_applied();
      const active = await this.policies.active(tx, kind, id);
      if (active && active.version > version) throw policyErrors.version_too_old({ data: { next: active.version + 1 } });
      await this.policies.saveDraft(tx, document, by.personId);
      const data = { kind, policyId: id, version, author, reason, effectiveFrom };
      await this.outbox.append(tx, policyFact(policyDrafted, line, await this.policies.nextSequence(tx, line), data));
      return policyVersion(await this.policies.get(tx, kind, id, version));
    });
  }
}
