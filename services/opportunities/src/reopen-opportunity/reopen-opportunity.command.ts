import { Injectable } from '@nestjs/common';
import type { DomainEvent } from '@throughline/events/event-definition';
import { milestoneReopened, opportunityReopened } from '@throughline/events/opportunity-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { opportunityAnswer } from '../opportunity/opportunity.answer';
import type { OpportunityAnswer } from '../opportunity/opportunity.answer';
import { OpportunityRepository } from '../opportunity/opportunity.repository';
import { contractSignedMilestone, pipelineOf, stagesUpTo } from '../opportunity/pipelines';
import { StageBook } from '../opportunity/stage-book';
import { RecordDealMilestone } from '../record-deal-milestone/record-deal-milestone.command';

/** `key` names the compensation: the same one twice reopens once. */
export interface ReopenOpportunityCommand { opportunityId: string; reason: string; key: string }

/** The contract was refused or ended: the won opportunity goes back to negotiation. The deal's story alone calls this. */
@Injectable()
export class ReopenOpportunity {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly opportunities: OpportunityRepository,
    private readonly stages: StageBook,
    private readonly dealMilestones: RecordDealMilestone,
    private readonly outbox: Outbox,
  ) {}

  /** @throws opportunity.not_found, opportunity.not_won */
  async execute({ opportunityId, reason, key }: ReopenOpportunityCommand): Promise<OpportunityAnswer> {
    return this.transaction.run(async (tx) => {
      const opportunity = await this.opportunities.lock(tx, opportunityId);
      // Open already: this compensation has run, or one of a story that was lost and started anew under another key.
      if (opportunity.reopenKey === key || opportunity.status === 'open') return opportunityAnswer(opportunity);
      opportunity.reopen(key, tx.now);

      const { id, accountId, ownerId, orgPath, stage, pipeline } = opportunity;
      const next = () => ({ id, version: opportunity.nextSequence(), correlationId: id, orgPath });
      const events: DomainEvent[] = [opportunityReopened.of({ ...next(), data: { opportunityId: id, accountId, ownerId, reason, stage, passed: stagesUpTo(pipelineOf(pipeline), stage) } })];
      if (await this.opportunities.removeMilestone(tx, id, contractSignedMilestone)) {
        const data = { opportunityId: id, milestone: contractSignedMilestone, stage, reason };
        events.push(milestoneReopened.of({ ...next(), data }));
      }
      await this.opportunities.save(tx, opportunity);
      await this.stages.entered(tx, opportunity);
      await this.outbox.append(tx, events);
      await this.dealMilestones.execute(id, [{ key: `reopened:${key}`, fact: { type: 'reopened', reason, stage } }]);
      return opportunityAnswer(opportunity);
    });
  }
}
