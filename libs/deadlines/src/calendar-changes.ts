import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';

import { DeadlineBooks } from './deadline-books';

/** How far counting anew has come, in the order of the subjects. */
export interface RecountProgress {
  behind: string | null;
  lookedAt: number;
  moved: number;
}

interface NotedChange {
  /** Milliseconds of the wall clock at which it was heard of. */
  at: number;
  progress: RecountProgress;
}

/** The subject and the kind of the line that a change is, beside those of what is counted. */
const SUBJECT = 'calendar';
export const RECOUNT = 'recount';
const FIRST: RecountProgress = { behind: null, lookedAt: 0, moved: 0 };

/**
 * That a working calendar has changed and what counts by it has not been counted anew: a line in a book, due at once, which its clock wakes for. It holds the
 * progress, and the next change takes its place: then everything is counted anew from the beginning.
 */
@Injectable()
export class CalendarChanges {
  constructor(
    @Inject(TransactionRunner) private readonly transaction: TransactionRunner,
    @Inject(DeadlineBooks) private readonly books: DeadlineBooks,
  ) {}

  /** In the transaction in which the calendar becomes another. */
  async note(tx: Tx, book: string): Promise<void> {
    const because = { rule: 'calendar', text: 'the working calendar has changed', progress: FIRST };
    await this.books.set(tx, book, [{ subjectId: SUBJECT, kind: RECOUNT, dueAt: tx.now, because, version: Date.now() }]);
  }

  /** The last change that waits; undefined: none does. */
  async noted(tx: Tx, book: string, forUpdate = false): Promise<NotedChange | undefined> {
    const sql = `SELECT version, because -> 'progress' AS progress FROM deadline WHERE book = $1 AND subject_id = $2${forUpdate ? ' FOR UPDATE' : ''}`;
    const [row] = await tx.query<{ version: string; progress: RecountProgress }>(sql, [book, SUBJECT]);
    return row && { at: Number(row.version), progress: row.progress };
  }

  async clear(tx: Tx, book: string): Promise<void> {
    await this.books.clear(tx, book, [SUBJECT]);
  }

  /**
   * Counts anew what a change that waits asks for, batch after batch, each one transaction: killed at any point it is gone on with behind the last one.
   * @param settledAfter milliseconds of the wall clock after a change in which somebody may still count by the calendar before
   * @param batch the next subjects behind an id; undefined when there are none
   */
  async work(book: string, settledAfter: number, batch: (tx: Tx, behind: string | null) => Promise<RecountProgress | undefined>, heartbeat: (done: number) => void = () => undefined): Promise<void> {
    for (;;) {
      const noted = await this.transaction.read((tx) => this.noted(tx, book));
      if (!noted) return;
      await pause(Math.max(0, noted.at + settledAfter - Date.now()));
      heartbeat(await this.transaction.run((tx) => this.step(tx, book, noted, batch)));
    }
  }

  private async step(tx: Tx, book: string, { at }: NotedChange, batch: (tx: Tx, behind: string | null) => Promise<RecountProgress | undefined>): Promise<number> {
    const now = await this.noted(tx, book, true);
    if (now?.at !== at) return 0;
    const { progress } = now;
    const done = await batch(tx, progress.behind);
    if (!done) {
      await this.clear(tx, book);
      return progress.lookedAt;
    }
    const sum: RecountProgress = { behind: done.behind, lookedAt: progress.lookedAt + done.lookedAt, moved: progress.moved + done.moved };
    await tx.query(`UPDATE deadline SET because = jsonb_set(because, '{progress}', $3) WHERE book = $1 AND subject_id = $2`, [book, SUBJECT, JSON.stringify(sum)]);
    return sum.lookedAt;
  }
}
