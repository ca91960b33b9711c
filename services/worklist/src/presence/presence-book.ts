import { Injectable } from '@nestjs/common';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import type { ClockBook } from '@throughline/deadlines/deadline-row';
import type { Tx } from '@throughline/persistence/transaction';
import { books } from '@throughline/process-contracts/clock';
import { queues } from '@throughline/process-contracts/queues';
import { workflowIds, workflowTypes } from '@throughline/process-contracts/workflow-ids';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { PresenceRepository, type PresenceEntry } from './presence.repository';

/** The one book of all absences and stand-ins. */
export const presenceBook = books.presence();

/** The book with its clock, for the module to register. */
export const presenceClock = (tenant: string): ClockBook => ({
  book: presenceBook,
  workflowId: workflowIds.presenceClock(tenant, 'worklist'),
  workflowType: workflowTypes.presenceClock,
  queue: queues.worklist,
});

/** When absences and stand-ins begin and end. */
@Injectable()
export class PresenceBook {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly presence: PresenceRepository,
    private readonly deadlines: DeadlineBooks,
  ) {}

  /** What was told of before there was a clock, or without one, gets its moment. Again it finds nothing. */
  async catchUp(): Promise<void> {
    const missing = await this.transaction.read((tx) => this.presence.unwatched(tx, presenceBook));
    if (missing.length > 0) await this.transaction.run((tx) => this.watch(tx, missing));
  }

  /** Each is looked at next when it begins, then when it ends, then never again. */
  async watch(tx: Tx, entries: PresenceEntry[]): Promise<void> {
    const next = entries.map((entry) => ({ entry, moment: momentOf(entry, tx.now) }));
    await this.deadlines.clear(tx, presenceBook, next.filter(({ moment }) => !moment).map(({ entry }) => entry.id));
    await this.deadlines.set(
      tx,
      presenceBook,
      next.flatMap(({ entry: { id }, moment }) =>
        moment ? [{ subjectId: id, ...moment, because: { rule: moment.kind, text: `an absence or a stand-in ${moment.kind}s` }, version: 1 }] : [],
      ),
    );
  }
}

function momentOf({ from, to, over }: PresenceEntry, now: Date): { kind: 'begin' | 'end'; dueAt: Date } | undefined {
  if (over || to <= now) return undefined;
  return from > now ? { kind: 'begin', dueAt: from } : { kind: 'end', dueAt: to };
}
