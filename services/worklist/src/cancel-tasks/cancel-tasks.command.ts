import { Injectable } from '@nestjs/common';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { taskFacts } from '../task/task-facts';
import { TaskRepository } from '../task/task.repository';

export interface CancelTasks {
  workflowId: string;
  reason: string;
}

/** What a story no longer needs leaves the inboxes. Decided tasks stay as they are. */
@Injectable()
export class CancelTasksCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly tasks: TaskRepository,
    private readonly outbox: Outbox,
  ) {}

  async execute({ workflowId, reason }: CancelTasks): Promise<void> {
    await this.transaction.run(async (tx) => {
      const open = await this.tasks.lockOpenOf(tx, workflowId);
      const events = open.map((task) => {
        task.cancel(tx.now);
        return taskFacts.cancelled(task, reason);
      });
      for (const task of open) await this.tasks.update(tx, task);
      await this.outbox.append(tx, events);
    });
  }
}
