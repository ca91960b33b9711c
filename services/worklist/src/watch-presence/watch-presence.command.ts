import { Injectable } from '@nestjs/common';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { ActReport } from '@throughline/process-contracts/clock';
import { presenceBook, PresenceBook } from '../presence/presence-book';
import { PresenceRepository } from '../presence/presence.repository';
import { SettleTasksCommand } from '../settle-tasks/settle-tasks.command';

/** Absences and stand-ins that are looked at in one transaction. */
const BATCH = 50;

/** Absences and stand-ins whose moment has come: the tasks of those people are put before whoever is here. May be killed at any point and run again. */
@Injectable()
export class WatchPresenceCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly deadlines: DeadlineBooks,
    private readonly presence: PresenceRepository,
    private readonly book: PresenceBook,
    private readonly settle: SettleTasksCommand,
  ) {}

  /** @param heartbeat called after each batch */
  async execute(heartbeat: () => void = () => undefined): Promise<ActReport> {
    let ended = 0;
    for (;;) {
      const batch = await this.transaction.run((tx) => this.batch(tx));
      ended += batch;
      heartbeat();
      if (batch === 0) return { reminded: 0, ended, next: await this.deadlines.nextDue(presenceBook) };
    }
  }

  private async batch(tx: Tx): Promise<number> {
    await this.presence.alone(tx);
    const due = await this.deadlines.due(tx, presenceBook, BATCH);
    if (due.length === 0) return 0;
    const entries = await this.presence.entries(tx, due.map(({ subjectId }) => subjectId));
    await this.book.watch(tx, entries);
    await this.settle.execute(entries.map(({ personId }) => personId));
    return due.length;
  }
}
