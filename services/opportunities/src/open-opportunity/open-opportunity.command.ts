import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { opportunityOpened } from '@throughline/events/opportunity-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { MoneyData } from '../deal/deal.facts';
import { Money } from '@throughline/money/money';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { opportunityAnswer } from '../opportunity/opportunity.answer';
import type { OpportunityAnswer } from '../opportunity/opportunity.answer';
import { Opportunity } from '../opportunity/opportunity.entity';
import { opportunityErrors } from '../opportunity/opportunity.errors';
import { OpportunityRepository } from '../opportunity/opportunity.repository';
import { pipelineOf, stagesUpTo } from '../opportunity/pipelines';
import { StageBook } from '../opportunity/stage-book';
import { RecordDealMilestone } from '../record-deal-milestone/record-deal-milestone.command';

export interface OpenOpportunityCommand {
  /** Becomes the opportunity's id. */
  dealId: string;
  leadId: string;
  capturedAt: string;
  source: string | null;
  campaign: string | null;
  accountId: string;
  accountName: string;
  contactId: string;
  ownerId: string;
  orgPath: string;
  product: string;
  amount: MoneyData;
  /** Calendar day. */
  expectedCloseOn: string;
}

/** Opens the opportunity of a converted lead in the first stage of its pipeline. Opening the same deal twice opens it once. */
@Injectable()
export class OpenOpportunity {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly opportunities: OpportunityRepository,
    private readonly stages: StageBook,
    private readonly dealMilestones: RecordDealMilestone,
    private readonly outbox: Outbox,
  ) {}

  /** @throws opportunity.already_opened where the deal or the lead belongs to another opportunity */
  async execute(command: OpenOpportunityCommand, by: Principal): Promise<OpportunityAnswer> {
    return this.transaction.run(async (tx) => {
      access.require(by, 'open', 'opportunity', { ownerId: command.ownerId, orgPath: command.orgPath, product: command.product });
      const opportunity = Opportunity.open(command, tx.now);
      opportunity.nextSequence();
      if (!(await this.opportunities.insert(tx, opportunity))) return this.alreadyOpen(await this.opportunities.find(tx, command.dealId), command);
      await this.stages.entered(tx, opportunity);
      await this.outbox.append(tx, opened(opportunity));
      await this.recordDeal(command, opportunity);
      return opportunityAnswer(opportunity);
    });
  }

  private alreadyOpen(found: Opportunity | null, command: OpenOpportunityCommand): OpportunityAnswer {
    if (found?.leadId !== command.leadId) throw opportunityErrors.already_opened();
    return opportunityAnswer(found);
  }

  private async recordDeal(command: OpenOpportunityCommand, { id, stage }: Opportunity): Promise<void> {
    const { leadId, capturedAt, source, campaign, accountId, accountName, ownerId, orgPath, product, amount, expectedCloseOn } = command;
    await this.dealMilestones.execute(id, [
      { key: 'lead-qualified', fact: { type: 'lead-qualified', leadId, capturedAt, source, campaign } },
      { key: 'opened', fact: { type: 'opened', accountId, accountName, ownerId, orgPath, product, amount: Money.from(amount).toJSON(), expectedCloseOn, stage } },
    ]);
  }
}

function opened(opportunity: Opportunity) {
  const { id, accountId, accountName, ownerId, leadId, orgPath, pipeline, stage, product, expectedCloseOn } = opportunity;
  const passed = stagesUpTo(pipelineOf(pipeline), stage);
  const data = { opportunityId: id, accountId, accountName, ownerId, leadId, orgPath, pipeline, stage, passed, product, amount: opportunity.money.toJSON(), expectedCloseOn };
  return opportunityOpened.of({ id, version: opportunity.sequence, data, correlationId: id, orgPath });
}
