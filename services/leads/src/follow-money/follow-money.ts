import { Injectable } from '@nestjs/common';
import { planCancelled, planCreated, receiptAllocated, receiptRecorded, receiptReversed } from '@throughline/events/collection-events';
import type { EventDefinition, ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import type { Tx } from '@throughline/persistence/transaction';
import { AccountFigures } from '../account/account-figures';
import { FollowedMoney } from './followed-money.repository';

type DataOf<E> = E extends EventDefinition<infer D> ? D : never;

/** Keeps what was invoiced to an account and what it paid. What is paid and not yet taken by an instalment is its prepayment. */
@Injectable()
export class FollowMoney implements EventSubscription {
  readonly consumer = 'follow-money';
  readonly on = [planCreated, planCancelled, receiptRecorded, receiptAllocated, receiptReversed] as EventSubscription['on'];

  constructor(
    private readonly money: FollowedMoney,
    private readonly figures: AccountFigures,
  ) {}

  async handle(event: ReceivedEvent, tx: Tx): Promise<void> {
    await this.note(event, tx);
    await this.figures.refresh(tx, (event.data as { accountId: string }).accountId);
  }

  private note({ type, data, time, sequence }: ReceivedEvent, tx: Tx): Promise<void> {
    if (type === planCreated.type) return this.money.invoice(tx, data as DataOf<typeof planCreated>, time, sequence);
    if (type === planCancelled.type) return this.money.cancel(tx, data as DataOf<typeof planCancelled>, sequence);
    if (type === receiptRecorded.type) return this.money.receive(tx, data as DataOf<typeof receiptRecorded>, sequence);
    if (type === receiptAllocated.type) return this.money.allocate(tx, data as DataOf<typeof receiptAllocated>, sequence);
    return this.money.reverse(tx, (data as DataOf<typeof receiptReversed>).receiptId, sequence);
  }
}
