import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { concurrencyErrors } from '@throughline/errors/common-errors';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { quotaWindows, returnedClaim } from '@throughline/policy/claim-rules';
import { requireLead } from '../lead/lead-access';
import { releasedFact } from '../lead/lead-facts';
import type { LeadState } from '../lead/lead-state.dto';
import { leadState } from '../lead/lead-state.dto';
import { LeadDeadlines } from '../lead/lead.deadlines';
import { LeadRepository } from '../lead/lead.repository';
import { OwnershipRepository } from '../ownership/ownership.repository';
import { PoolRepository } from '../pool/pool.repository';
import { ClaimQuotaRepository } from '../quota/claim-quota.repository';

/**
 * Gives a lead back to its pool. The claim stays used up, for claiming and releasing in turn must not be free, unless the policy of the ownership
 * returns it; then the quota is locked before the lead, as a claim does it.
 */
@Injectable()
export class ReleaseLeadCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
    private readonly quotas: ClaimQuotaRepository,
    private readonly ownerships: OwnershipRepository,
    private readonly deadlines: LeadDeadlines,
    private readonly outbox: Outbox,
  ) {}

  /** @throws lead.not_found, lead.wrong_status, concurrency.busy, access.denied */
  async execute(command: { leadId: string; reason?: string | undefined }, by: Principal): Promise<LeadState> {
    return this.transaction.run(async (tx) => {
      const seen = await this.leads.find(tx, command.leadId);
      const pool = await this.pools.find(tx, seen.poolId);
      const { policy, calendar } = await this.pools.rules(tx, pool, seen.policyVersion);
      const returns = policy.claim.releaseReturnsQuota && seen.ownerId !== null;
      if (returns) await this.quotas.lock(tx, seen.ownerId!, pool.id);
      const lead = await this.leads.lock(tx, command.leadId);
      requireLead(by, 'release', lead);
      // It changed hands meanwhile: the locked quota is not that of its owner.
      if (lead.version !== seen.version) throw concurrencyErrors.busy({ retryAfterSeconds: 1 });
      const windows = quotaWindows(tx.now, calendar);
      const back = lead.claimedAt && returnedClaim(lead.claimedAt, windows, policy);
      lead.release(pool.orgPath, tx.now);
      if (returns && back) await this.quotas.giveBack(tx, { leadId: lead.id, personId: lead.lastOwnerId!, poolId: pool.id }, back, windows);
      await Promise.all([
        this.leads.save(tx, [lead]),
        this.ownerships.end(tx, [lead.id], 'released'),
        this.deadlines.clear(tx, lead.poolId, [lead.id]),
        this.outbox.append(tx, releasedFact(lead, command.reason ?? null)),
      ]);
      return leadState(lead);
    });
  }
}
