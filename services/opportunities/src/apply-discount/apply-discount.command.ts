import { Injectable } from '@nestjs/common';
import type { ApprovalOutcome } from '@throughline/events/approval-events';
import { discountDecided } from '@throughline/events/opportunity-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { opportunityErrors } from '../opportunity/opportunity.errors';
import { OpportunityRepository } from '../opportunity/opportunity.repository';

/** `percent`: what those who agreed set instead of what was asked for. */
export interface ApplyDiscountCommand { requestId: string; outcome: ApprovalOutcome; percent?: string | undefined }

/**
 * The approval of a discount came to its end. Granted, the price changes to what was agreed to, as long as the opportunity is still open; else only
 * the request ends. A request that is concluded already stays as it is. Only consumers call this.
 */
@Injectable()
export class ApplyDiscount {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly opportunities: OpportunityRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws opportunity.discount_not_found */
  async execute({ requestId, outcome, percent }: ApplyDiscountCommand): Promise<{ applied: boolean }> {
    return this.transaction.run(async (tx) => {
      const request = await this.opportunities.findDiscount(tx, requestId);
      if (!request) throw opportunityErrors.discount_not_found({ data: { requestId } });
      const opportunity = await this.opportunities.lock(tx, request.opportunityId);
      const granted = outcome === 'granted' ? (percent ?? request.percent) : null;
      if (!(await this.opportunities.concludeDiscount(tx, requestId, outcome, granted))) return { applied: false };

      const applied = granted !== null && opportunity.status === 'open';
      if (applied) opportunity.applyDiscount(granted);
      const version = opportunity.nextSequence();
      await this.opportunities.save(tx, opportunity);
      const { id, orgPath } = opportunity;
      const data = { opportunityId: id, requestId, outcome, ...(granted !== null && { percent: granted }), amount: opportunity.money.toJSON() };
      await this.outbox.append(tx, discountDecided.of({ id, version, data, correlationId: id, orgPath }));
      return { applied };
    });
  }
}
