import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { taskFacts } from '../task/task-facts';
import { TaskRepository } from '../task/task.repository';

export interface ClaimedTask {
  taskId: string;
  actualOwner: string;
  version: number;
}

/** One of the potential owners takes the task; the others see that it is taken. Taking it again changes nothing. */
@Injectable()
export class ClaimTaskCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly tasks: TaskRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws task.not_found, task.closed, task.not_yours, task.already_claimed */
  async execute(taskId: string, by: Principal): Promise<ClaimedTask> {
    return this.transaction.run(async (tx) => {
      const task = await this.tasks.lock(tx, taskId);
      if (task.isOpen && task.actualOwner === by.personId) return { taskId, actualOwner: by.personId, version: task.version };
      task.claim(by.personId);
      const event = taskFacts.claimed(task, by.personId);
      await this.tasks.update(tx, task);
      await this.outbox.append(tx, event);
      return { taskId, actualOwner: by.personId, version: task.version };
    });
  }
}
