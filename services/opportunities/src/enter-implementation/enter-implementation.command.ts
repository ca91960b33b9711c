import { Injectable } from '@nestjs/common';
import { systemPrincipal } from '@throughline/access/principal';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { MeetMilestone } from '../meet-milestone/meet-milestone.command';
import { opportunityAnswer } from '../opportunity/opportunity.answer';
import type { OpportunityAnswer } from '../opportunity/opportunity.answer';
import { OpportunityRepository } from '../opportunity/opportunity.repository';
import { contractSignedMilestone } from '../opportunity/pipelines';
import { StageMoves } from '../opportunity/stage-moves';

const by = systemPrincipal('lead-to-cash');

/**
 * The signed deal enters implementation. Twice is once. The deal's story alone calls this, and it has heard of the signature: where this
 * service's own consumer has not got there yet, the milestone is met here, for a refusal would stop the story.
 */
@Injectable()
export class EnterImplementation {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly opportunities: OpportunityRepository,
    private readonly meetMilestone: MeetMilestone,
    private readonly moves: StageMoves,
  ) {}

  /** @throws opportunity.not_found, opportunity.not_won */
  async execute({ opportunityId }: { opportunityId: string }): Promise<OpportunityAnswer> {
    return this.transaction.run(async (tx) => {
      const before = await this.opportunities.lock(tx, opportunityId);
      before.requireVerb('enterImplementation');
      if (before.stage === 'implementation') return opportunityAnswer(before);
      const evidence = "The deal's story heard that both sides have signed.";
      await this.meetMilestone.execute({ opportunityId, key: contractSignedMilestone, evidence }, by);
      const opportunity = await this.opportunities.lock(tx, opportunityId);

      const from = opportunity.stage;
      opportunity.enterImplementation(tx.now);
      await this.moves.record(tx, opportunity, from);
      return opportunityAnswer(opportunity);
    });
  }
}
