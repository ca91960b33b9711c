import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { gauge } from '@throughline/observability/metrics';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { channels } from '../notice-delivery/delivery-time';
import { DeadNoticeRepository } from './dead-notice.repository';

/** Counted when it is read; several services may share the process, and tests have several of one. */
let count: (() => ReturnType<DeadNoticeRepository['count']>) | undefined;
gauge('throughline_notices_dead', 'Notices that could not be delivered and wait for an operator to send them again or drop them (warn at 1).', ['channel'], async function () {
  const counted = await count?.().catch(() => undefined);
  for (const channel of channels) if (count) this.set({ channel }, counted?.[channel] ?? Number.NaN);
});

@Injectable()
export class WatchDeadNotices implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly dead: DeadNoticeRepository,
  ) {}

  onApplicationBootstrap(): void {
    count = () => this.transaction.readBeyondReach((tx) => this.dead.count(tx));
  }

  onModuleDestroy(): void {
    count = undefined;
  }
}
