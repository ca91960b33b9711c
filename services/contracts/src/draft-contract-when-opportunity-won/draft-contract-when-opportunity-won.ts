import { Injectable } from '@nestjs/common';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { opportunityWon } from '@throughline/events/opportunity-events';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import type { z } from 'zod';
import { DraftContract } from '../draft-contract/draft-contract.command';

type OpportunityWon = z.infer<typeof opportunityWon.data>;

/** A won opportunity becomes a draft of its contract. */
@Injectable()
export class DraftContractWhenOpportunityWon implements EventSubscription<OpportunityWon> {
  readonly consumer = 'draft-contract-when-opportunity-won';
  readonly on = [opportunityWon];

  constructor(private readonly draftContract: DraftContract) {}

  async handle({ data }: ReceivedEvent<OpportunityWon>): Promise<void> {
    const { opportunityId: dealId, cycle, accountId, accountName, ownerId, orgPath, product, amount, terms } = data;
    await this.draftContract.execute({ dealId, cycle, accountId, accountName, ownerId, orgPath, product, amount, terms });
  }
}
