import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import { RECOUNT } from '@throughline/deadlines/calendar-changes';
import type { Dealt } from '@throughline/deadlines/deadline-books';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import type { DomainEvent } from '@throughline/events/event-definition';
import { stageOverdue, stageSoonOverdue } from '@throughline/events/opportunity-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import type { ActReport } from '@throughline/process-contracts/clock';
import type { Opportunity } from '../opportunity/opportunity.entity';
import { OpportunityRepository } from '../opportunity/opportunity.repository';
import { StageBook, stageDeadline } from '../opportunity/stage-book';
import { RecountStages } from '../recount-stages/recount-stages.command';

export interface WatchStagesCommand {
  book: string;
  batch?: number;
  /** Told after each batch. */
  heartbeat?: (done: number) => void;
}

/**
 * Tells of every stay in a stage that is soon overdue or overdue by now, warnings first, a batch in one transaction. What a person is
 * moving at this very moment is left for the next time. May be killed at any point: what is committed is not told again.
 */
@Injectable()
export class WatchStages {
  constructor(
    private readonly opportunities: OpportunityRepository,
    private readonly deadlines: DeadlineBooks,
    private readonly stages: StageBook,
    private readonly people: PeopleBook,
    private readonly recount: RecountStages,
    private readonly outbox: Outbox,
  ) {}

  async execute({ book, batch = 500, heartbeat }: WatchStagesCommand): Promise<ActReport> {
    await this.recount.execute(book, heartbeat);
    return this.deadlines.work(book, (tx) => this.tellBatch(tx, book, batch), heartbeat);
  }

  private async tellBatch(tx: Tx, book: string, batch: number): Promise<Dealt | undefined> {
    // A change of the calendar that has come meanwhile is the next thing to do.
    const due = (await this.deadlines.due(tx, book, batch)).filter(({ kind }) => kind !== RECOUNT);
    if (due.length === 0) return undefined;
    const kinds = new Map(due.map((row) => [row.subjectId, row.kind]));
    const locked = await this.opportunities.lockFree(tx, [...kinds.keys()]);
    const soon = locked.filter(({ id }) => kinds.get(id) === 'soon');
    const overdue = locked.filter(({ id }) => kinds.get(id) === 'overdue');

    const events = [...(await this.warn(tx, book, soon)), ...(await this.tellOverdue(tx, overdue))];
    await this.deadlines.clear(tx, book, overdue.map(({ id }) => id));
    await this.opportunities.saveTold(tx, [...soon, ...overdue]);
    await this.outbox.append(tx, events);
    return events.length > 0 ? { reminded: soon.length, ended: overdue.length } : undefined;
  }

  /** The warning goes out, and the same row now waits for the end of the expected time. */
  private async warn(tx: Tx, book: string, opportunities: Opportunity[]): Promise<DomainEvent[]> {
    const events: DomainEvent[] = [];
    const next = [];
    for (const opportunity of opportunities) {
      const { id, accountId, ownerId, orgPath, stage } = opportunity;
      const { overdueAt, because } = await this.stages.times(tx, opportunity);
      next.push(stageDeadline(opportunity, 'overdue', overdueAt, because));
      const data = { opportunityId: id, accountId, ownerId, stage, overdueAt: overdueAt.toISOString(), because };
      events.push(stageSoonOverdue.of({ id, version: opportunity.nextSequence(), data, correlationId: id, orgPath }));
    }
    await this.deadlines.set(tx, book, next);
    return events;
  }

  private async tellOverdue(tx: Tx, opportunities: Opportunity[]): Promise<DomainEvent[]> {
    const events: DomainEvent[] = [];
    const managers = new Map<string, string | null>();
    for (const opportunity of opportunities) {
      const { id, accountId, ownerId, orgPath, stage } = opportunity;
      if (!managers.has(ownerId)) managers.set(ownerId, (await this.people.managerOf(tx, ownerId))?.personId ?? null);
      const { because } = await this.stages.times(tx, opportunity);
      const data = { opportunityId: id, accountId, ownerId, stage, managerId: managers.get(ownerId) ?? null, because };
      events.push(stageOverdue.of({ id, version: opportunity.nextSequence(), data, correlationId: id, orgPath }));
    }
    return events;
  }
}
