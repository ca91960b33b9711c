import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { NoticeRepository } from '../notice/notice.repository';
import type { MarkNoticesRead, NoticesRead } from './mark-notices-read.dto';

/** One's own mark and nobody else's business: there is no fact of it. Again it finds nothing unread. */
@Injectable()
export class MarkNoticesReadCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly notices: NoticeRepository,
  ) {}

  async execute(which: MarkNoticesRead, { personId }: Principal): Promise<NoticesRead> {
    return this.transaction.run(async (tx) => ({ marked: await this.notices.markRead(tx, personId, which) }));
  }
}
