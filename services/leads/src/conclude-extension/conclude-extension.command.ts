import { Injectable } from '@nestjs/common';
import type { ApprovalOutcome } from '@throughline/events/approval-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { extensionConcludedFact } from '../lead/lead-facts';
import { LeadDeadlines } from '../lead/lead.deadlines';
import { LeadRepository } from '../lead/lead.repository';
import { PoolRepository } from '../pool/pool.repository';
import { ExtensionRequestRepository } from './extension-request.repository';

/** The answer to an owner who asked for more time: granted, the end that he asked about is put off; the clock runs again in either case. */
@Injectable()
export class ConcludeExtensionCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly requests: ExtensionRequestRepository,
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
    private readonly deadlines: LeadDeadlines,
    private readonly outbox: Outbox,
  ) {}

  /**
   * A request that is concluded already stays as it is. Only consumers call this.
   * @param agreed the days that those who agreed set instead of those that the policy of the pool gives
   */
  async execute(requestId: string, outcome: ApprovalOutcome, agreed?: number): Promise<void> {
    await this.transaction.run(async (tx) => {
      const request = await this.requests.open(tx, requestId);
      if (!request) return;
      const lead = await this.leads.lock(tx, request.leadId);
      const holds = lead.status === 'owned' && lead.claimedAt?.getTime() === request.claimedAt.getTime();
      if (!(await this.requests.conclude(tx, requestId, holds ? outcome : 'void')) || !holds) return;
      const rules = await this.pools.rules(tx, await this.pools.find(tx, lead.poolId), lead.policyVersion);
      const { endsAt } = request;
      const days = outcome === 'granted' ? (agreed ?? request.days) : request.days;
      lead.concludeExtension(outcome === 'granted' ? { days, at: tx.now.toISOString(), from: endsAt.toISOString() } : undefined, rules);
      await Promise.all([
        this.leads.save(tx, [lead]),
        this.deadlines.set(tx, lead.poolId, [lead], () => rules),
        this.outbox.append(tx, extensionConcludedFact(lead, { requestId, outcome, days })),
      ]);
    });
  }
}
