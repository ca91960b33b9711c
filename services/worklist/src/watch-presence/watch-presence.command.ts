import { Injectable } from '@nestjs/common';
import { RECOUNT } from '@throughline/deadlines/calendar-changes';
import type { Dealt } from '@throughline/deadlines/deadline-books';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import type { Tx } from '@throughline/persistence/transaction';
import type { ActReport } from '@throughline/process-contracts/clock';
import { presenceBook, PresenceBook } from '../presence/presence-book';
import { PresenceRepository } from '../presence/presence.repository';
import { RecountLaddersCommand } from '../recount-ladders/recount-ladders.command';
import { SettleTasksCommand } from '../settle-tasks/settle-tasks.command';

/** Absences and stand-ins that are looked at in one transaction. */
const BATCH = 50;

/**
 * Absences and stand-ins whose moment has come: the tasks of those people are put before whoever is here. First the ladders that a changed calendar has counted
 * anew. May be killed at any point and run again.
 */
@Injectable()
export class WatchPresenceCommand {
  constructor(
    private readonly deadlines: DeadlineBooks,
    private readonly presence: PresenceRepository,
    private readonly book: PresenceBook,
    private readonly settle: SettleTasksCommand,
    private readonly recount: RecountLaddersCommand,
  ) {}

  async execute(heartbeat?: (done: number) => void): Promise<ActReport> {
    await this.recount.execute(heartbeat);
    return this.deadlines.work(presenceBook, (tx) => this.batch(tx), heartbeat);
  }

  private async batch(tx: Tx): Promise<Dealt | undefined> {
    await this.presence.alone(tx);
    // A change of a calendar that has come meanwhile is the next thing to do.
    const due = (await this.deadlines.due(tx, presenceBook, BATCH)).filter(({ kind }) => kind !== RECOUNT);
    if (due.length === 0) return undefined;
    const entries = await this.presence.entries(tx, due.map(({ subjectId }) => subjectId));
    await this.book.watch(tx, entries);
    await this.settle.execute(entries.map(({ personId }) => personId));
    return { ended: due.length };
  }
}
