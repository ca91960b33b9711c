import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { addWorkingTime } from '@throughline/calendar/working-time';
import { Outbox } from '@throughline/messaging/outbox';
import { Money, moneySchema } from '@throughline/money/money';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
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
    private readonly people: PeopleBook,
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
      const task = taskOf(command, asked, tx.now, await this.people.calendar(tx));
      await this.whom.settle(tx, task);
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

function taskOf(command: OpenTask, asked: { ids: string[]; why: string }, now: Date, calendar: WorkingCalendar): Task {
  const { key, kind, leg, subjectType, subjectId, dealId, workflowId, ask, figures, notBy = [] } = command;
  const after = (hours: number) => addWorkingTime(calendar, now, `PT${hours}H`);
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
    dueAt: after(command.dueWorkingHours),
    remindAt: after(command.remindAfterWorkingHours),
    escalateAt: after(command.escalateAfterWorkingHours),
    // A contract or a debt does not go away by silence.
    lapseAt: null,
    closedAt: null,
    version: 0,
  });
}

/** The inbox sorts by it: the figure called `amount` or `outstanding`. */
function amountOf(figures: Record<string, unknown>): Money | undefined {
  const found = [figures.amount, figures.outstanding].map((figure) => moneySchema.safeParse(figure)).find(({ success }) => success);
  return found?.data && Money.from(found.data);
}
