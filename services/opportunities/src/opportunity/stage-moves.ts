import { Injectable } from '@nestjs/common';
import { stageChanged } from '@throughline/events/opportunity-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { RecordDealMilestone } from '../record-deal-milestone/record-deal-milestone.command';
import type { Opportunity } from './opportunity.entity';
import { OpportunityRepository } from './opportunity.repository';
import { pipelineOf, stagesUpTo } from './pipelines';
import { StageBook } from './stage-book';

/** What every move from one stage to the next writes: row, history, deadline, event, deal. */
@Injectable()
export class StageMoves {
  constructor(
    private readonly opportunities: OpportunityRepository,
    private readonly stages: StageBook,
    private readonly dealMilestones: RecordDealMilestone,
    private readonly outbox: Outbox,
  ) {}

  async record(tx: Tx, opportunity: Opportunity, from: string): Promise<void> {
    const { id, accountId, ownerId, orgPath, stage: to, pipeline } = opportunity;
    const version = opportunity.nextSequence();
    await this.opportunities.save(tx, opportunity);
    const { soonAt, overdueAt } = await this.stages.entered(tx, opportunity);
    const passed = stagesUpTo(pipelineOf(pipeline), to);
    const data = { opportunityId: id, accountId, ownerId, from, to, passed, soonAt: soonAt.toISOString(), overdueAt: overdueAt.toISOString() };
    await this.outbox.append(tx, stageChanged.of({ id, version, data, correlationId: id, orgPath }));
    await this.dealMilestones.execute(id, [{ key: `stage-changed:${version}`, fact: { type: 'stage-changed', from, to } }]);
  }
}
