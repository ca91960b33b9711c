import { Injectable } from '@nestjs/common';
import { contractDrafted, contractRefused, contractSigned, contractTerminated } from '@throughline/events/contract-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import type { z } from 'zod';
import type { DealFact } from '../deal/deal.facts';
import { RecordDealMilestone } from '../record-deal-milestone/record-deal-milestone.command';

type Signed = z.infer<typeof contractSigned.data>;
type Ended = z.infer<typeof contractTerminated.data>;

/** What happens to the contract belongs to the deal; its signature is one of the milestones that are published. */
@Injectable()
export class RecordDealMilestoneWhenContractMoves implements EventSubscription {
  readonly consumer = 'record-deal-milestone-when-contract-moves';
  readonly on = [contractDrafted, contractSigned, contractRefused, contractTerminated] as EventSubscription['on'];

  constructor(private readonly dealMilestones: RecordDealMilestone) {}

  async handle(event: ReceivedEvent<{ dealId: string }>): Promise<void> {
    await this.dealMilestones.execute(event.data.dealId, [{ key: event.id, fact: factOf(event) }]);
  }
}

function factOf({ type, data }: ReceivedEvent): DealFact {
  const { contractId } = data as Ended;
  if (type === contractSigned.type) {
    const { cycle, amount, signedAt } = data as Signed;
    return { type: 'contract-signed', contractId, cycle, amount, signedAt };
  }
  if (type === contractDrafted.type) return { type: 'contract-drafted', contractId };
  const { reason } = data as Ended;
  return { type: type === contractRefused.type ? 'contract-refused' : 'contract-terminated', contractId, reason };
}
