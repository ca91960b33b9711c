import { Injectable } from '@nestjs/common';
import { DutyBook } from '@throughline/access/duty-book';
import { CALENDARS_KEPT_FOR } from '@throughline/access/people-book';
import type { RecountProgress } from '@throughline/deadlines/calendar-changes';
import { CalendarChanges } from '@throughline/deadlines/calendar-changes';
import type { DomainEvent } from '@throughline/events/event-definition';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { ApprovalRepository } from '../approval/approval.repository';
import { momentsOf } from '../ask-next-legs/new-task';
import { presenceBook } from '../presence/presence-book';
import type { Task } from '../task/task.entity';
import { taskFacts } from '../task/task-facts';
import { TaskRepository } from '../task/task.repository';

const BATCH = 200;

/**
 * A working calendar has other days, or somebody another calendar: the ladder of every task of an approval that is open is counted anew by the calendars of
 * those for whom it was counted. Of what was done nothing is done again; what would have been done by now is done at once. The story of each that moved is
 * told, by the fact.
 */
@Injectable()
export class RecountLaddersCommand {
  /** Milliseconds (wall clock) until every process has forgotten the calendar before, and some. */
  forgottenAfter = CALENDARS_KEPT_FOR + 500;

  constructor(
    private readonly changes: CalendarChanges,
    private readonly tasks: TaskRepository,
    private readonly approvals: ApprovalRepository,
    private readonly duties: DutyBook,
    private readonly outbox: Outbox,
  ) {}

  /** Does nothing where no change waits. @param heartbeat told after each batch */
  execute(heartbeat?: (done: number) => void): Promise<void> {
    return this.changes.work(presenceBook, this.forgottenAfter, (tx, behind) => this.batch(tx, behind), heartbeat);
  }

  private async batch(tx: Tx, behind: string | null): Promise<RecountProgress | undefined> {
    const tasks = await this.tasks.lockOpenApprovals(tx, behind, BATCH);
    if (tasks.length === 0) return undefined;
    const requests = new Map((await this.approvals.findAll(tx, [...new Set(tasks.map(({ approvalId }) => approvalId!))])).map((request) => [request.id, request]));
    const calendars = await this.duties.calendarsOf(tx, [...new Set(tasks.flatMap(countedFor))]);
    const [moved, events]: [Task[], DomainEvent[]] = [[], []];
    for (const task of tasks) {
      const request = requests.get(task.approvalId!)!;
      const leg = request.route.find(({ key }) => key === task.leg)!;
      const { dueAt, ladder } = momentsOf(task, leg, await this.approvals.pinnedPolicy(tx, request), [...new Set(countedFor(task).map((id) => calendars.get(id)!))]);
      if (!task.recount(dueAt, ladder)) continue;
      events.push(taskFacts.recounted(task, 'the working calendar has changed'));
      moved.push(task);
    }
    await this.tasks.saveMoments(tx, moved);
    await this.outbox.append(tx, events);
    return { behind: tasks.at(-1)!.id, lookedAt: tasks.length, moved: moved.length };
  }
}

/** A worker of the version before has not said it. */
const countedFor = ({ timedFor, potentialOwners }: Task): string[] => (timedFor.length > 0 ? timedFor : potentialOwners);
