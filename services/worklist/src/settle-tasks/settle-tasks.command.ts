import { Injectable } from '@nestjs/common';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { PresenceRepository } from '../presence/presence.repository';
import { WhomToAsk } from '../presence/whom-to-ask';
import type { Task } from '../task/task.entity';
import { taskFacts } from '../task/task-facts';
import { TaskRepository } from '../task/task.repository';

/**
 * The open tasks of people who went away, came back or got a stand-in are put before whoever is here. The story that waits for the answer takes it from whoever
 * the task names; a decision made in the same moment stands, or finds that its maker is asked no more.
 */
@Injectable()
export class SettleTasksCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly presence: PresenceRepository,
    private readonly tasks: TaskRepository,
    private readonly whom: WhomToAsk,
    private readonly outbox: Outbox,
  ) {}

  /** Tasks of these people, and of those in whose place they may be asked; a second time, none. @returns how many changed */
  async execute(personIds: string[]): Promise<number> {
    return this.transaction.run(async (tx) => {
      await this.presence.alone(tx);
      const tasks = await this.tasks.lockOpenOfAny(tx, await this.presence.standInsFor(tx, personIds));
      let changed = 0;
      for (const task of tasks) if (await this.one(tx, task)) changed += 1;
      return changed;
    });
  }

  /** The caller holds the presence and the lock of the task. @returns whether anything changed */
  async one(tx: Tx, task: Task): Promise<boolean> {
    const { moves, back } = await this.whom.settle(tx, task);
    const events = moves.map(({ from, to, because }) => taskFacts.rerouted(task, from, to, because));
    if (back.length > 0) events.push(taskFacts.returned(task, back));
    if (events.length === 0) return false;
    await this.tasks.update(tx, task);
    await this.outbox.append(tx, events);
    return true;
  }
}
