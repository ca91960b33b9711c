import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { WhomToAsk } from '../presence/whom-to-ask';
import { SettleTasksCommand } from '../settle-tasks/settle-tasks.command';
import { LineOfTask } from '../task/line-of-task';
import { standInRole } from '../task/stand-in-role';
import type { Task } from '../task/task.entity';
import { taskErrors } from '../task/task.errors';
import { taskFacts } from '../task/task-facts';
import { TaskRepository } from '../task/task.repository';

const BECAUSE = 'has left';

/**
 * The open tasks of somebody who has left are routed anew: where others are asked as well, they are; else whoever silence would make them climb to.
 * The story that waits for the answer takes it from whoever the task names.
 */
@Injectable()
export class RerouteTasksCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly tasks: TaskRepository,
    private readonly line: LineOfTask,
    private readonly people: PeopleBook,
    private readonly whom: WhomToAsk,
    private readonly settle: SettleTasksCommand,
    private readonly outbox: Outbox,
  ) {}

  /** Of somebody who is here, and a second time, none. @returns how many @throws task.nobody_to_ask */
  async execute(personId: string): Promise<number> {
    return this.transaction.run(async (tx) => {
      if ((await this.people.person(tx, personId))?.active !== false) return 0;
      await this.whom.hold(tx);
      const tasks = await this.tasks.lockOpenFor(tx, personId);
      for (const task of tasks) {
        const instead = await this.instead(tx, task, personId);
        task.passOn(personId, instead, `${task.why}, who ${BECAUSE}`);
        const event = taskFacts.rerouted(task, personId, instead, BECAUSE);
        await this.tasks.update(tx, task);
        await this.outbox.append(tx, event);
        await this.settle.one(tx, task);
      }
      return tasks.length;
    });
  }

  /** Nobody where somebody else is asked anyway. */
  private async instead(tx: Tx, task: Task, left: string): Promise<string[]> {
    if (task.potentialOwners.some((id) => id !== left)) return [];
    const above = await this.line.above(tx, task);
    if (above.length > 0) return above;
    const standIns = (await this.people.people(tx, { role: standInRole })).map((person) => person.personId).filter((id) => !task.notBy.includes(id));
    if (standIns.length === 0) throw taskErrors.nobody_to_ask({ data: { taskId: task.id, role: standInRole } });
    return standIns;
  }
}
