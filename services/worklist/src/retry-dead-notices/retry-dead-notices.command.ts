import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { noticeDeliveryRetried } from '@throughline/events/notice-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { DeadNoticeRepository, mostAtOnce } from '../dead-notices/dead-notice.repository';
import type { DeadNoticesRetried, RetryDeadNotices } from './retry-dead-notices.dto';

/** They are sent again, as if for the first time. Again it finds nothing dead. */
@Injectable()
export class RetryDeadNoticesCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly dead: DeadNoticeRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws access.denied */
  async execute(which: RetryDeadNotices, by: Principal): Promise<DeadNoticesRetried> {
    access.require(by, 'retry', 'notice');
    return this.transaction.run(async (tx) => {
      const changed = await this.dead.revive(tx, which);
      await this.outbox.append(tx, changed.map(({ version, ...data }) => noticeDeliveryRetried.of({ id: data.deliveryId, version, data })));
      return { retried: changed.length, more: changed.length === mostAtOnce };
    });
  }
}
