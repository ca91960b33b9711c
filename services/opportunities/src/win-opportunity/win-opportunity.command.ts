import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import type { PaymentTermsData } from '@throughline/events/fields';
import { opportunityWon } from '@throughline/events/opportunity-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { opportunityAnswer } from '../opportunity/opportunity.answer';
import type { OpportunityAnswer } from '../opportunity/opportunity.answer';
import type { Opportunity } from '../opportunity/opportunity.entity';
import { opportunityErrors } from '../opportunity/opportunity.errors';
import { OpportunityRepository } from '../opportunity/opportunity.repository';
import { StageBook } from '../opportunity/stage-book';
import { RecordDealMilestone } from '../record-deal-milestone/record-deal-milestone.command';

export interface WinOpportunityCommand { opportunityId: string; terms: PaymentTermsData; ifVersion?: number }

/** The customer agreed to the terms: the opportunity is won, in negotiation, and a contract is drafted from it. */
@Injectable()
export class WinOpportunity {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly opportunities: OpportunityRepository,
    private readonly stages: StageBook,
    private readonly dealMilestones: RecordDealMilestone,
    private readonly outbox: Outbox,
  ) {}

  /** @throws opportunity.not_found, access.denied, opportunity.not_open, opportunity.win_too_early, opportunity.discount_already_open */
  async execute(command: WinOpportunityCommand, by: Principal): Promise<OpportunityAnswer> {
    return this.transaction.run(async (tx) => {
      const opportunity = await this.opportunities.lock(tx, command.opportunityId);
      access.require(by, 'win', 'opportunity', opportunity);
      opportunity.requireVersion(command.ifVersion);
      opportunity.win(command.terms, tx.now);
      // The price is open as long as somebody is asked for a discount on it.
      const asked = await this.opportunities.openDiscount(tx, opportunity.id);
      if (asked) throw opportunityErrors.discount_already_open({ detail: 'A discount request waits for its answer.', data: { requestId: asked.id } });

      opportunity.nextSequence();
      await this.opportunities.save(tx, opportunity);
      await this.stages.stopWatching(tx, opportunity);
      await this.outbox.append(tx, won(opportunity, command.terms));
      const { id, cycle } = opportunity;
      await this.dealMilestones.execute(id, [{ key: `won:${cycle}`, fact: { type: 'won', amount: opportunity.money.toJSON(), cycle } }]);
      return opportunityAnswer(opportunity);
    });
  }
}

function won(opportunity: Opportunity, terms: PaymentTermsData) {
  const { id, accountId, ownerId, accountName, orgPath, product, cycle } = opportunity;
  const data = { opportunityId: id, accountId, ownerId, accountName, orgPath, product, amount: opportunity.money.toJSON(), terms, cycle };
  return opportunityWon.of({ id, version: opportunity.sequence, data, correlationId: id, orgPath });
}
