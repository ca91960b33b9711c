import { Injectable } from '@nestjs/common';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { WaitingTask } from '@throughline/process-contracts/worklist';
import { WhomToAsk } from '../presence/whom-to-ask';
import { SettleTasksCommand } from '../settle-tasks/settle-tasks.command';
import { LineOfTask } from '../task/line-of-task';
import { taskFacts } from '../task/task-facts';
import { TaskRepository } from '../task/task.repository';

/** Silence makes a task climb: the managers of those asked are asked in addition. Once for each task. */
@Injectable()
export class EscalateTaskCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly tasks: TaskRepository,
    private readonly line: LineOfTask,
    private readonly whom: WhomToAsk,
    private readonly settle: SettleTasksCommand,
    private readonly outbox: Outbox,
  ) {}

  /** Answers with the task as it waits from now on. @throws task.not_found */
  async execute(taskId: string): Promise<WaitingTask> {
    return this.transaction.run(async (tx) => {
      await this.whom.hold(tx);
      const task = await this.tasks.lock(tx, taskId);
      if (!task.isOpen || task.escalateAt === null) return { ...task.waiting(), escalateAt: null };
      const above = await this.line.above(tx, task);
      task.climbTo(above);
      const events = above.length > 0 ? [taskFacts.escalated(task, above, 'nobody answered in time')] : [];
      await this.tasks.update(tx, task);
      await this.outbox.append(tx, events);
      await this.settle.one(tx, task);
      return task.waiting();
    });
  }
}
