import { Injectable } from '@nestjs/common';
import { noticeDeliveryDropped } from '@throughline/events/notice-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { NoticeDeliveryRepository } from '../notice-delivery/notice-delivery.repository';

/** Nothing is sent any more to somebody who has left, nor waits for an operator: neither what was on its way nor what had been given up. */
@Injectable()
export class DropNoticesOfLeaverCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly deliveries: NoticeDeliveryRepository,
    private readonly outbox: Outbox,
  ) {}

  /** Of somebody who is here, and a second time, none. An attempt that is being made this moment may still arrive. @returns how many */
  async execute(personId: string): Promise<number> {
    return this.transaction.run(async (tx) => {
      const dropped = await this.deliveries.dropOfLeaver(tx, personId);
      await this.outbox.append(tx, dropped.map(({ version, ...data }) => noticeDeliveryDropped.of({ id: data.deliveryId, version, data: { ...data, reason: 'has left' } })));
      return dropped.length;
    });
  }
}
