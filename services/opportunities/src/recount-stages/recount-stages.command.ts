import { Injectable } from '@nestjs/common';
import { CALENDARS_KEPT_FOR } from '@throughline/access/people-book';
import type { RecountProgress } from '@throughline/deadlines/calendar-changes';
import { CalendarChanges } from '@throughline/deadlines/calendar-changes';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import type { DomainEvent } from '@throughline/events/event-definition';
import { stageRecounted } from '@throughline/events/opportunity-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { OpportunityRepository } from '../opportunity/opportunity.repository';
import { StageBook, stageDeadline } from '../opportunity/stage-book';
import { WatchedStages } from './watched-stages.repository';

const BATCH = 500;

/**
 * The company's calendar has become another: the expected time of every stay in a stage that is still watched is counted anew by it. Who was warned is not
 * warned again; what is told to be overdue stays told.
 */
@Injectable()
export class RecountStages {
  /** Milliseconds (wall clock) until every process has forgotten the calendar before, and some. */
  forgottenAfter = CALENDARS_KEPT_FOR + 500;

  constructor(
    private readonly changes: CalendarChanges,
    private readonly watched: WatchedStages,
    private readonly opportunities: OpportunityRepository,
    private readonly stages: StageBook,
    private readonly deadlines: DeadlineBooks,
    private readonly outbox: Outbox,
  ) {}

  /** Does nothing where no change of the calendar waits. @param heartbeat told after each batch */
  execute(book: string, heartbeat?: (done: number) => void): Promise<void> {
    return this.changes.work(book, this.forgottenAfter, (tx, behind) => this.batch(tx, book, behind), heartbeat);
  }

  private async batch(tx: Tx, book: string, behind: string | null): Promise<RecountProgress | undefined> {
    const ids = await this.watched.next(tx, book, behind, BATCH);
    if (ids.length === 0) return undefined;
    const opportunities = await this.opportunities.lockAll(tx, ids);
    // Once they are locked nobody moves them on: who has left his stage meanwhile has other times.
    const before = await this.watched.of(tx, book, ids);
    const [lines, events, moved]: [ReturnType<typeof stageDeadline>[], DomainEvent[], typeof opportunities] = [[], [], []];
    const times = [];
    for (const opportunity of opportunities) {
      const { id, accountId, ownerId, orgPath, stage } = opportunity;
      const known = before.get(id);
      if (!known) continue;
      const { soonAt, overdueAt, because } = await this.stages.times(tx, opportunity);
      if (known.soonAt?.getTime() === soonAt.getTime() && known.overdueAt?.getTime() === overdueAt.getTime()) continue;
      lines.push(stageDeadline(opportunity, known.kind, known.kind === 'soon' ? soonAt : overdueAt, because));
      times.push({ id, soonAt, overdueAt });
      const data = { opportunityId: id, accountId, ownerId, stage, soonAt: soonAt.toISOString(), overdueAt: overdueAt.toISOString(), because: { rule: 'calendar', text: because.text } };
      events.push(stageRecounted.of({ id, version: opportunity.nextSequence(), data, correlationId: id, orgPath }));
      moved.push(opportunity);
    }
    await this.deadlines.set(tx, book, lines);
    await this.watched.saveTimes(tx, times);
    await this.opportunities.saveTold(tx, moved);
    await this.outbox.append(tx, events);
    return { behind: ids.at(-1)!, lookedAt: ids.length, moved: moved.length };
  }
}
