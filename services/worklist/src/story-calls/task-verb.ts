import { Injectable } from '@nestjs/common';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { UNKNOWN } from '@throughline/temporal/stories';
import type { UpdateDefinition } from '@temporalio/common';
import type { Task } from '../task/task.entity';
import { taskErrors } from '../task/task.errors';
import { TaskRepository } from '../task/task.repository';
import { PersistentUpdate } from './persistent-update';

/** The story has ended, or no longer waits for the task. */
const over = ['story.not_running', 'task.not_found', 'task.already_decided'];

/** What people say about a task goes to the story that waits for it. */
@Injectable()
export class TaskVerb {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly tasks: TaskRepository,
    private readonly updates: PersistentUpdate,
  ) {}

  /** @throws task.closed, and what the story refuses with */
  async tell<R, A>(task: Task, update: UpdateDefinition<R, [A]>, argument: A, updateId: string): Promise<R | typeof UNKNOWN> {
    try {
      return await this.updates.ask(task.workflowId, update, [argument], updateId);
    } catch (error) {
      if (!(error instanceof ThroughlineError && over.includes(error.code))) throw error;
      const now = await this.read(task.id);
      throw now.isOpen ? error : taskErrors.closed({ data: { status: now.status } });
    }
  }

  /** A task that he is, or was, asked. What is closed by now may be so by his own word, sent again: its story knows. @throws task.not_found, task.not_yours */
  async his(taskId: string, by: string): Promise<Task> {
    const task = await this.read(taskId);
    if (task.isOpen ? !task.isFor(by) : !task.potentialOwners.includes(by)) throw taskErrors.not_yours({ data: { actualOwner: task.actualOwner } });
    return task;
  }

  read(taskId: string): Promise<Task> {
    return this.transaction.read(async (tx) => {
      const task = await this.tasks.find(tx, taskId);
      if (!task) throw taskErrors.not_found();
      return task;
    });
  }
}

/** Again, where it is written. @throws task.closed, task.not_yours */
export function requireHis(task: Task, by: string): void {
  if (!task.isOpen) throw taskErrors.closed({ data: { status: task.status } });
  if (!task.isFor(by)) throw taskErrors.not_yours({ data: { actualOwner: task.actualOwner } });
}
