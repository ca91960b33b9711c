import { Inject, Injectable } from '@nestjs/common';
import { clockPoked } from '@throughline/events/clock-events';
import { Outbox } from '@throughline/messaging/outbox';
import { preparedQuery } from '@throughline/persistence/open-transaction';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { ActReport } from '@throughline/process-contracts/clock';

import type { ClockBook, DeadlineRow, NewDeadline } from './deadline-row';
import { rankOf } from './deadline-row';
import { deadlineSql } from './deadline-sql';
import { overdueForAMinute } from './overdue';

export interface DeadlineFindings {
  /** Deadlines that have been due for more than a minute: the clock is late or dead. */
  overdueMinute: number;
  /** Every book and the one workflow that must be running for it. */
  books: { book: string; clockWorkflowId: string; clockType: string; queue: string }[];
}

/** A book that is held: no clock goes to sleep, and no rules of all its subjects change, before the transaction ends. */
export interface HeldBook {
  book: string;
  asleep: boolean;
  sleepingUntil: Date | null;
}

/** What one batch of a clock did, warnings before endings. */
export interface Dealt {
  /** Absent: this clock warns nobody. */
  reminded?: number;
  ended: number;
}

/** Deadlines of many subjects that share one clock, written in the transaction of the fact that moves them. */
@Injectable()
export class DeadlineBooks {
  constructor(
    @Inject(TransactionRunner) private readonly transactions: TransactionRunner,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  /** Books must be registered before a deadline is written; again is harmless. */
  async register(tx: Tx, books: ClockBook[]): Promise<void> {
    const rows = books.map(({ book, workflowId, workflowType, queue }) => ({
      book,
      workflow_id: workflowId,
      workflow_type: workflowType,
      queue,
    }));
    await tx.query(deadlineSql.register, [JSON.stringify(rows)]);
  }

  /**
   * One deadline for each subject: a new one replaces the old. Pokes the clock, through the outbox, when one of them is earlier than
   * its present sleep. The caller holds the locks of the subjects. Transactions of different subjects do not wait for each other.
   */
  async set(tx: Tx, book: string, rows: NewDeadline[]): Promise<void> {
    if (rows.length === 0) return;
    const earliest = new Date(Math.min(...rows.map((row) => row.dueAt.getTime())));
    const written = rows.map((row) => ({
      subject_id: row.subjectId,
      kind: row.kind,
      rank: rankOf(row.kind),
      due_at: row.dueAt,
      because: row.because,
      version: row.version,
    }));
    // Sent together, run one after the other: the clock's sleep is read by a statement that begins when the lock is held.
    const [, , [clock]] = await Promise.all([
      preparedQuery(tx, 'deadline-share-book', deadlineSql.shareBook, [book]),
      preparedQuery(tx, 'deadline-set', deadlineSql.set, [book, JSON.stringify(written)]),
      preparedQuery(tx, 'deadline-poke-if-earlier', deadlineSql.pokeIfEarlier, [book, earliest]),
    ]);
    if (!clock?.known) throw unregistered(book);
    if (clock.workflow_id) await this.poke(tx, book, earliest, clock);
  }

  /** The same for one subject of a book that is held: together with what else is written, unless the clock has to be told. */
  async setHeld(tx: Tx, { book, asleep, sleepingUntil }: HeldBook, row: NewDeadline): Promise<void> {
    if (!asleep || !sleepingUntil || row.dueAt < sleepingUntil) return this.set(tx, book, [row]);
    const params = [book, row.subjectId, row.kind, rankOf(row.kind), row.dueAt, JSON.stringify(row.because), row.version];
    await tx.write({ name: 'deadline-set-one', into: 'deadline', sql: deadlineSql.setOne, params });
  }

  /** Subjects whose story is over. The clock is not told: it finds nothing due and sleeps on. */
  async clear(tx: Tx, book: string, subjectIds: string[]): Promise<void> {
    if (subjectIds.length > 0) await tx.query(deadlineSql.clear, [book, subjectIds]);
  }

  /** What is due by `tx.now`, locked, warnings before endings, each in order of due instant; rows that somebody else has locked are left out. */
  async due(tx: Tx, book: string, limit = 500): Promise<DeadlineRow[]> {
    const warnings = await tx.query<DeadlineRow>(deadlineSql.due, [book, 0, tx.now, limit]);
    const room = limit - warnings.length;
    const endings = room > 0 ? await tx.query<DeadlineRow>(deadlineSql.due, [book, 1, tx.now, room]) : [];
    return [...warnings, ...endings].map((row) => ({ ...row, version: Number(row.version) }));
  }

  /**
   * The earliest deadline of the book, and a promise: until the clock asks again, it is poked whenever an earlier one is written. To be called outside
   * any transaction, as it waits for those that are writing into the book (≤ 2 s, then concurrency.busy).
   * @param _lane reserved for books that are cut into lanes; there is one so far
   */
  async nextDue(book: string, _lane = 0): Promise<{ at: string | null }> {
    return this.transactions.run(async (tx) => {
      const [, [clock]] = await Promise.all([
        tx.query(deadlineSql.takeBook, [book]),
        tx.query<{ sleeping_until: Date | null }>(deadlineSql.fallAsleep, [book]),
      ]);
      return { at: clock?.sleeping_until?.toISOString() ?? null };
    });
  }

  /**
   * What a clock does when something is due: batch after batch, each one transaction, so it may be killed at any point and run again.
   * @param batch answers undefined when nothing is due, or all that is due is being changed by somebody this moment
   * @param heartbeat called after each batch with the number of subjects dealt with so far
   */
  async work(book: string, batch: (tx: Tx) => Promise<Dealt | undefined>, heartbeat: (done: number) => void = () => undefined): Promise<ActReport> {
    const sum = { reminded: 0, ended: 0 };
    for (let dealt = await this.transactions.run(batch); dealt; dealt = await this.transactions.run(batch)) {
      sum.reminded += dealt.reminded ?? 0;
      sum.ended += dealt.ended;
      heartbeat(sum.reminded + sum.ended);
    }
    return { ...sum, next: await this.nextDue(book) };
  }

  /** Holds the book as `set` does: for `setHeld`, and for who writes no deadline but has to be seen by `alone`. */
  async hold(tx: Tx, book: string): Promise<HeldBook> {
    const [clock] = await preparedQuery<Omit<HeldBook, 'book'>>(tx, 'deadline-hold-book', deadlineSql.hold, [book]);
    if (!clock) throw unregistered(book);
    return { book, ...clock };
  }

  /**
   * Waits for those that are writing into the book (≤ 2 s, then concurrency.busy) and keeps others out until the transaction ends: what changes the
   * rules of all its subjects at once changes them between two writers.
   */
  async alone(tx: Tx, book: string): Promise<void> {
    await tx.query(deadlineSql.takeBook, [book]);
  }

  /** How many fall due until an instant, by kind; `overdue` by business time. */
  async counts(book: string, until: Date): Promise<{ kind: string; overdue: number; upcoming: number }[]> {
    return this.transactions.read((tx) => tx.query(deadlineSql.counts, [book, tx.now, until]));
  }

  /** Due instant of the first deadline of each book that has any. */
  async oldest(): Promise<{ book: string; dueAt: Date }[]> {
    return this.transactions.read(async (tx) => {
      const rows = await tx.query<{ book: string; due_at: Date }>(deadlineSql.oldest);
      return rows.map(({ book, due_at }) => ({ book, dueAt: due_at }));
    });
  }

  /** For the reconciler. */
  async findings(): Promise<DeadlineFindings> {
    return this.transactions.read(async (tx) => ({ overdueMinute: await overdueForAMinute(tx), books: await tx.query(deadlineSql.books) }));
  }

  private async poke(tx: Tx, book: string, at: Date, clock: { workflow_id: string; workflow_type: string; queue: string; pokes: string }): Promise<void> {
    const { workflow_id: workflowId, workflow_type: workflowType, queue, pokes } = clock;
    const data = { book, workflowId, workflowType, queue, at: at.toISOString() };
    await this.outbox.append(tx, clockPoked.of({ id: workflowId, version: Number(pokes), data }));
  }
}

function unregistered(book: string): Error {
  return new Error(`The book of deadlines ${book} has not been registered: no clock would ever look at it.`);
}
