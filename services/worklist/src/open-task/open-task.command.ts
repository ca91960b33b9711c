import { Injectable } from '@nestjs/common';
import { DutyBook } from '@throughline/access/duty-book';
import { Outbox } from '@throughline/messaging/outbox';
import { Money, moneySchema } from '@throughline/money/money';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { afterWorkingHours, type CalendarsOfAsked } from '@throughline/policy/approval-moments';
import { inRole, type People } from '@throughline/policy/people';
import type { OpenTask, WaitingTask } from '@throughline/process-contracts/worklist';
import { v7 as uuidv7 } from 'uuid';
import { WhomToAsk } from '../presence/whom-to-ask';
import { Colleagues } from '../task/colleagues';
import { standInRole } from '../task/stand-in-role';
import { Task } from '../task/task.entity';
import { taskErrors } from '../task/task.errors';
import { taskFacts } from '../task/task-facts';
import { TaskRepository } from '../task/task.repository';

/** A story asks people for something. Opened again with the same key it answers with the task that is there. */
@Injectable()
export class OpenTaskCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly tasks: TaskRepository,
    private readonly colleagues: Colleagues,
    private readonly duties: DutyBook,
    private readonly whom: WhomToAsk,
    private readonly outbox: Outbox,
  ) {}

  /** @throws task.nobody_to_ask */
  async execute(command: OpenTask): Promise<WaitingTask> {
    return this.transaction.run(async (tx) => {
      const opened = await this.tasks.byKey(tx, command.key);
      if (opened) return opened.waiting();
      await this.whom.hold(tx);
      const asked = whoIsAsked(command, await this.colleagues.all(tx));
      const task = taskOf(command, asked, tx.now);
      await this.whom.settle(tx, task);
      timeTask(task, command, [...new Set((await this.duties.calendarsOf(tx, task.potentialOwners)).values())]);
      const event = taskFacts.assigned(task);
      if (!(await this.tasks.insertOnce(tx, task))) return (await this.tasks.byKey(tx, command.key))!.waiting();
      await this.outbox.append(tx, event);
      return task.waiting();
    });
  }
}

function whoIsAsked({ people, role, notBy = [] }: OpenTask, colleagues: People): { ids: string[]; why: string } {
  const without = (ids: string[]) => ids.filter((id) => !notBy.includes(id) && colleagues.some((person) => person.id === id));
  const choices = [
    { ids: without(people ?? []), why: 'named by the process' },
    { ids: without(inRole(colleagues, role).map(({ id }) => id)), why: `role ${role}` },
    { ids: without(inRole(colleagues, standInRole).map(({ id }) => id)), why: `role ${standInRole}, because nobody has the role ${role}` },
  ];
  const found = choices.find(({ ids }) => ids.length > 0);
  if (!found) throw taskErrors.nobody_to_ask({ data: { role } });
  return found;
}

function taskOf(command: OpenTask, asked: { ids: string[]; why: string }, now: Date): Task {
  const { key, kind, leg, subjectType, subjectId, dealId, workflowId, ask, figures, notBy = [] } = command;
  const amount = amountOf(figures);
  return Object.assign(new Task(), {
    id: uuidv7(),
    ...{ key, kind, leg, subjectType, subjectId, dealId, workflowId, ask, figures, notBy },
    approvalId: null,
    amountValue: amount?.amount ?? null,
    currency: amount?.currency ?? null,
    potentialOwners: asked.ids,
    actualOwner: null,
    status: 'open' as const,
    why: asked.why,
    openedAt: now,
    // A contract or a debt does not go away by silence.
    lapseAt: null,
    closedAt: null,
    version: 0,
  });
}

/** Its moments by the calendars of those who are asked, once it is settled who. They stay as they are told, whoever comes to it later. */
function timeTask(task: Task, { dueWorkingHours, remindAfterWorkingHours, escalateAfterWorkingHours }: OpenTask, calendars: CalendarsOfAsked): void {
  const after = (hours: number) => afterWorkingHours(task.openedAt, hours, calendars);
  Object.assign(task, { dueAt: after(dueWorkingHours), remindAt: after(remindAfterWorkingHours), escalateAt: after(escalateAfterWorkingHours), timedFor: task.potentialOwners });
}

/** The inbox sorts by it: the figure called `amount` or `outstanding`. */
function amountOf(figures: Record<string, unknown>): Money | undefined {
  const found = [figures.amount, figures.outstanding].map((figure) => moneySchema.safeParse(figure)).find(({ success }) => success);
  return found?.data && Money.from(found.data);
}
