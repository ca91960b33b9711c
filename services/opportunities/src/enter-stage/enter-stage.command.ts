import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { opportunityAnswer } from '../opportunity/opportunity.answer';
import type { OpportunityAnswer } from '../opportunity/opportunity.answer';
import { OpportunityRepository } from '../opportunity/opportunity.repository';
import { requireMilestone } from '../opportunity/stage-gate';
import { StageMoves } from '../opportunity/stage-moves';

/** `ifVersion`: the version that the caller has seen; left out, the present one. */
export interface EnterStageCommand { opportunityId: string; to: string; ifVersion?: number }

/** The next stage of the pipeline is entered, when the key milestone of the present one is met. */
@Injectable()
export class EnterStage {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly opportunities: OpportunityRepository,
    private readonly moves: StageMoves,
  ) {}

  /** @throws opportunity.not_found, access.denied, opportunity.not_open, opportunity.unknown_stage, opportunity.stage_out_of_turn, opportunity.milestone_missing */
  async execute(command: EnterStageCommand, by: Principal): Promise<OpportunityAnswer> {
    return this.transaction.run(async (tx) => {
      const opportunity = await this.opportunities.lock(tx, command.opportunityId);
      access.require(by, 'change-stage', 'opportunity', opportunity);
      opportunity.requireVersion(command.ifVersion);
      opportunity.requireVerb('enterStage');
      requireMilestone(opportunity, command.to, await this.opportunities.metMilestones(tx, opportunity.id));

      const from = opportunity.stage;
      opportunity.enterStage(command.to, tx.now);
      await this.moves.record(tx, opportunity, from);
      return opportunityAnswer(opportunity);
    });
  }
}
