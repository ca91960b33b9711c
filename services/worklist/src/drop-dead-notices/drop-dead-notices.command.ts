import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { noticeDeliveryDropped } from '@throughline/events/notice-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { DeadNoticeRepository, mostAtOnce } from '../dead-notices/dead-notice.repository';
import type { DeadNoticesDropped, DropDeadNotices } from './drop-dead-notices.dto';

/** They are not sent any more; who was to be told finds them in the application. Again it finds nothing dead. */
@Injectable()
export class DropDeadNoticesCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly dead: DeadNoticeRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws access.denied */
  async execute({ reason, ...which }: DropDeadNotices, by: Principal): Promise<DeadNoticesDropped> {
    access.require(by, 'drop', 'notice');
    return this.transaction.run(async (tx) => {
      const changed = await this.dead.drop(tx, which);
      await this.outbox.append(tx, changed.map(({ version, ...data }) => noticeDeliveryDropped.of({ id: data.deliveryId, version, data: { ...data, reason } })));
      return { dropped: changed.length, more: changed.length === mostAtOnce };
    });
  }
}
