import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { policyRetired } from '@throughline/events/policy-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { PolicyKind } from '@throughline/policy/policy-kinds';
import { ACCOUNT_POLICY } from '../account/account-rules';
import { INTAKE_POLICY } from '../intake/intake-rules';
import { PolicyApplicationRepository } from '../policy/policy-application.repository';
import { policyFact } from '../policy/policy-facts';
import { policyVersion } from '../policy/policy-head';
import type { PolicyVersion } from '../policy/policy.dto';
import { policyErrors } from '../policy/policy.errors';
import { PolicyRepository } from '../policy/policy.repository';
import { PoolRepository } from '../pool/pool.repository';
import type { RetirePolicy } from './retire-policy.dto';

/** What decides about every lead or account of the company, by kind: there is always one. */
const companyWide: Partial<Record<PolicyKind, string>> = { scoring: INTAKE_POLICY, classification: INTAKE_POLICY, account: ACCOUNT_POLICY };

/** Takes a policy out of force that nothing uses any more. Its versions stay: ownerships were judged by them. */
@Injectable()
export class RetirePolicyCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly policies: PolicyRepository,
    private readonly applications: PolicyApplicationRepository,
    private readonly pools: PoolRepository,
    private readonly outbox: Outbox,
  ) {}

  /** Again is harmless. @throws access.denied, policy.not_found, policy.in_use, policy.being_applied */
  async execute({ kind, id, reason }: RetirePolicy & { kind: PolicyKind; id: string }, by: Principal): Promise<PolicyVersion> {
    access.require(by, 'retire', 'policy');
    return this.transaction.run(async (tx) => {
      const line = await this.policies.lock(tx, kind, id);
      const latest = (await this.policies.active(tx, kind, id)) ?? (await this.policies.lastRetired(tx, kind, id));
      if (!latest) throw policyErrors.not_found();
      if (latest.status === 'retired') return policyVersion(latest);
      if (companyWide[kind] === id) throw policyErrors.in_use({ detail: `Every ${kind === 'account' ? 'account' : 'lead'} is judged by it: apply another version instead.` });
      if (await this.applications.open(tx, kind, id)) throw policyErrors.being_applied();
      const pools = await this.pools.openUnder(tx, kind, id);
      if (pools.length > 0) throw policyErrors.in_use({ data: { pools } });
      await this.policies.retire(tx, kind, id, by.personId, reason);
      const data = { kind, policyId: id, version: latest.version, reason };
      await this.outbox.append(tx, policyFact(policyRetired, line, await this.policies.nextSequence(tx, line), data));
      return policyVersion(await this.policies.get(tx, kind, id, latest.version));
    });
  }
}
