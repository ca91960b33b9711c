import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { opportunityLost } from '@throughline/events/opportunity-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { LostReason } from '../opportunity/lost-reasons';
import { opportunityAnswer } from '../opportunity/opportunity.answer';
import type { OpportunityAnswer } from '../opportunity/opportunity.answer';
import { OpportunityRepository } from '../opportunity/opportunity.repository';
import { StageBook } from '../opportunity/stage-book';
import { RecordDealMilestone } from '../record-deal-milestone/record-deal-milestone.command';

export interface LoseOpportunityCommand { opportunityId: string; reason: LostReason; note?: string }

/** The deal is lost, from any stage, with a reason from the list. A discount request that is still open ends by its own approval. */
@Injectable()
export class LoseOpportunity {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly opportunities: OpportunityRepository,
    private readonly stages: StageBook,
    private readonly dealMilestones: RecordDealMilestone,
    private readonly outbox: Outbox,
  ) {}

  /** @throws opportunity.not_found, access.denied, opportunity.not_open */
  async execute({ opportunityId, reason, note }: LoseOpportunityCommand, by: Principal): Promise<OpportunityAnswer> {
    return this.transaction.run(async (tx) => {
      const opportunity = await this.opportunities.lock(tx, opportunityId);
      access.require(by, 'lose', 'opportunity', opportunity);
      opportunity.lose(reason, note ?? null, tx.now);
      const version = opportunity.nextSequence();
      await this.opportunities.save(tx, opportunity);
      await this.opportunities.endPeriod(tx, opportunityId);
      await this.stages.stopWatching(tx, opportunity);
      const { id, accountId, ownerId, orgPath } = opportunity;
      const data = { opportunityId: id, accountId, ownerId, reason, note: note ?? null, amount: opportunity.money.toJSON() };
      await this.outbox.append(tx, opportunityLost.of({ id, version, data, correlationId: id, orgPath }));
      await this.dealMilestones.execute(id, [{ key: 'lost', fact: { type: 'lost', reason } }]);
      return opportunityAnswer(opportunity);
    });
  }
}
