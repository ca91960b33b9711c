import { Injectable } from '@nestjs/common';
import { systemPrincipal } from '@throughline/access/principal';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { leadConverted } from '@throughline/events/lead-events';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import type { z } from 'zod';
import { OpenOpportunity } from '../open-opportunity/open-opportunity.command';

type LeadConverted = z.infer<typeof leadConverted.data>;
const by = systemPrincipal('open-opportunity-when-lead-converted');

/** A converted lead becomes an opportunity; the deal id was given at conversion. */
@Injectable()
export class OpenOpportunityWhenLeadConverted implements EventSubscription<LeadConverted> {
  readonly consumer = 'open-opportunity-when-lead-converted';
  readonly on = [leadConverted];

  constructor(private readonly openOpportunity: OpenOpportunity) {}

  async handle({ data }: ReceivedEvent<LeadConverted>): Promise<void> {
    await this.openOpportunity.execute(data, by);
  }
}
