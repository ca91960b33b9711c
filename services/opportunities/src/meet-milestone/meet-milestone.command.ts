import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { isSystem } from '@throughline/access/principal';
import { milestoneMet } from '@throughline/events/opportunity-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { opportunityAnswer } from '../opportunity/opportunity.answer';
import type { OpportunityAnswer } from '../opportunity/opportunity.answer';
import { opportunityErrors } from '../opportunity/opportunity.errors';
import { OpportunityRepository } from '../opportunity/opportunity.repository';
import { contractSignedMilestone, pipelineOf, stageOfMilestone } from '../opportunity/pipelines';
import { StageBook } from '../opportunity/stage-book';

export interface MeetMilestoneCommand { opportunityId: string; key: string; evidence: string }

/** The key milestone of the present stage is met, with evidence. A milestone met already stays as it is. */
@Injectable()
export class MeetMilestone {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly opportunities: OpportunityRepository,
    private readonly stages: StageBook,
    private readonly outbox: Outbox,
  ) {}

  /** @throws opportunity.not_found, access.denied, opportunity.not_open, opportunity.milestone_out_of_turn */
  async execute(command: MeetMilestoneCommand, by: Principal): Promise<OpportunityAnswer> {
    return this.transaction.run(async (tx) => {
      const opportunity = await this.opportunities.lock(tx, command.opportunityId);
      access.require(by, 'meet-milestone', 'opportunity', opportunity);
      opportunity.requireVerb('meetMilestone');
      const { id, stage } = opportunity;
      const milestoneOf = stageOfMilestone(pipelineOf(opportunity.pipeline), command.key);
      // The signature is a fact of the contracts service, nobody's word.
      const notTheirs = command.key === contractSignedMilestone && !isSystem(by);
      if (milestoneOf !== stage || notTheirs) throw opportunityErrors.milestone_out_of_turn({ data: { milestone: command.key, stage } });
      if ((await this.opportunities.metMilestones(tx, id)).includes(command.key)) return opportunityAnswer(opportunity);

      await this.opportunities.addMilestone(tx, { opportunityId: id, key: command.key, evidence: command.evidence, metBy: by.personId, metAt: tx.now });
      const version = opportunity.nextSequence();
      const finished = stage === 'implementation';
      if (finished) opportunity.finishedAt = tx.now;
      await this.opportunities.save(tx, opportunity);
      // The last stage is over with its milestone: nothing is left to be late with.
      if (finished) await this.stages.stopWatching(tx, opportunity);
      const data = { opportunityId: id, milestone: command.key, stage, evidence: command.evidence, by: by.personId };
      await this.outbox.append(tx, milestoneMet.of({ id, version, data, correlationId: id, orgPath: opportunity.orgPath }));
      return opportunityAnswer(opportunity);
    });
  }
}
