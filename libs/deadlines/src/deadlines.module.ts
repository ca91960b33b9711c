import type { DynamicModule, OnApplicationBootstrap } from '@nestjs/common';
import { Inject, Injectable, Module } from '@nestjs/common';
import { gauge } from '@throughline/observability/metrics';
import { PERSISTENCE_SETTINGS } from '@throughline/persistence/persistence-settings';
import type { PersistenceSettings } from '@throughline/persistence/persistence-settings';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { TIME_SOURCE } from '@throughline/persistence/time-source';
import type { TimeSource } from '@throughline/calendar/time-source';

import { DeadlineBooks } from './deadline-books';
import type { ClockBook } from './deadline-row';

const CLOCK_BOOKS = Symbol('CLOCK_BOOKS');

/** Registers the books that are known when the service starts, and says how late the clocks are. */
@Injectable()
class ClockWatch implements OnApplicationBootstrap {
  constructor(
    @Inject(DeadlineBooks) private readonly books: DeadlineBooks,
    @Inject(TransactionRunner) private readonly transactions: TransactionRunner,
    @Inject(CLOCK_BOOKS) private readonly known: ClockBook[],
    @Inject(TIME_SOURCE) private readonly time: TimeSource,
    @Inject(PERSISTENCE_SETTINGS) private readonly settings: PersistenceSettings,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.known.length > 0) await this.transactions.run((tx) => this.books.register(tx, this.known));
    const { service } = this.settings;
    watched.set(service, () => this.lateness());
  }

  /** Seconds since the oldest overdue deadline of the service; 0 when nothing is late. */
  private async lateness(): Promise<number> {
    const now = (await this.time.now()).getTime();
    const oldest = await this.books.oldest();
    return Math.max(0, ...oldest.map(({ dueAt }) => (now - dueAt.getTime()) / 1_000));
  }
}

const watched = new Map<string, () => Promise<number>>();
gauge('throughline_deadline_oldest_overdue_seconds', 'How late the oldest overdue deadline is (alarm at 60).', ['service'], async function () {
  for (const [service, lateness] of watched) this.set({ service }, await lateness().catch(() => Number.NaN));
});

/** Deadline books of one service; needs PersistenceModule and MessagingModule beside it. */
@Module({})
export class DeadlinesModule {
  /** @param books those that always exist; others (a new pool) are registered with `DeadlineBooks.register` when they are made */
  static forService({ books = [] }: { books?: ClockBook[] } = {}): DynamicModule {
    return {
      module: DeadlinesModule,
      global: true,
      providers: [DeadlineBooks, { provide: CLOCK_BOOKS, useValue: books }, ClockWatch],
      exports: [DeadlineBooks],
    };
  }
}
