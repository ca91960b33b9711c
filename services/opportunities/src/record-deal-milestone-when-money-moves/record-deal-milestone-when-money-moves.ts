import { Injectable } from '@nestjs/common';
import { receiptAllocated, receiptReversed } from '@throughline/events/collection-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import type { Tx } from '@throughline/persistence/transaction';
import type { z } from 'zod';
import { DealRepository } from '../deal/deal.repository';
import { RecordDealMilestone } from '../record-deal-milestone/record-deal-milestone.command';

type Allocated = z.infer<typeof receiptAllocated.data>;
type Reversed = z.infer<typeof receiptReversed.data>;

/** Money that came in for a deal, or went back. */
@Injectable()
export class RecordDealMilestoneWhenMoneyMoves implements EventSubscription {
  readonly consumer = 'record-deal-milestone-when-money-moves';
  readonly on = [receiptAllocated, receiptReversed] as EventSubscription['on'];

  constructor(
    private readonly deals: DealRepository,
    private readonly dealMilestones: RecordDealMilestone,
  ) {}

  async handle({ id, type, data }: ReceivedEvent<Allocated | Reversed>, tx: Tx): Promise<void> {
    const { receiptId } = data;
    if (type === receiptAllocated.type) {
      const { dealId, planId, allocated } = data as Allocated;
      await this.dealMilestones.execute(dealId, [{ key: id, fact: { type: 'money-received', planId, receiptId, amount: allocated } }]);
      return;
    }
    // The bank names only the receipt; what it was allocated to has come before, as both have the receipt's key.
    for (const { dealId, planId } of await this.deals.plansOfReceipt(tx, receiptId)) {
      await this.dealMilestones.execute(dealId, [{ key: `${id}:${planId}`, fact: { type: 'money-taken-back', planId, receiptId } }]);
    }
  }
}
