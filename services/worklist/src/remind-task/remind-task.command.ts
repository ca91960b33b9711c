import { Injectable } from '@nestjs/common';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { taskFacts } from '../task/task-facts';
import { TaskRepository } from '../task/task.repository';

/** Reminds those who are asked, once; whoever has answered meanwhile is left alone. */
@Injectable()
export class RemindTaskCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly tasks: TaskRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws task.not_found */
  async execute(taskId: string): Promise<void> {
    await this.transaction.run(async (tx) => {
      const task = await this.tasks.lock(tx, taskId);
      if (!task.isOpen || task.remindAt === null) return;
      task.remindAt = null;
      const event = taskFacts.reminded(task);
      await this.tasks.update(tx, task);
      await this.outbox.append(tx, event);
    });
  }
}
