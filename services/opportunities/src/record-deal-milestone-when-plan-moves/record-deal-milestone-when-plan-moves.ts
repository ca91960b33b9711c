import { Injectable } from '@nestjs/common';
import { planCancelled, planCreated, planSettled } from '@throughline/events/collection-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import type { z } from 'zod';
import type { DealFact } from '../deal/deal.facts';
import { RecordDealMilestone } from '../record-deal-milestone/record-deal-milestone.command';

type Created = z.infer<typeof planCreated.data>;
type Settled = z.infer<typeof planSettled.data>;

/** A payment plan is the deal's invoice; when nothing of it is open, the deal is cash. */
@Injectable()
export class RecordDealMilestoneWhenPlanMoves implements EventSubscription {
  readonly consumer = 'record-deal-milestone-when-plan-moves';
  readonly on = [planCreated, planSettled, planCancelled] as EventSubscription['on'];

  constructor(private readonly dealMilestones: RecordDealMilestone) {}

  async handle(event: ReceivedEvent<{ dealId: string }>): Promise<void> {
    await this.dealMilestones.execute(event.data.dealId, [{ key: event.id, fact: factOf(event) }]);
  }
}

function factOf({ type, data }: ReceivedEvent): DealFact {
  const { planId } = data as Settled;
  if (type === planSettled.type) return { type: 'settled', planId };
  if (type === planCancelled.type) return { type: 'plan-cancelled', planId };
  const { contractId, amount, lines } = data as Created;
  return { type: 'invoiced', planId, contractId, amount, lines: lines.map((line) => ({ no: line.no, dueOn: line.dueOn, amount: line.amount })) };
}
