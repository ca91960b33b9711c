import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { Delegation, DelegationAnswer } from '@throughline/process-contracts/decision';
import type { Task } from '../task/task.entity';
import { taskFacts } from '../task/task-facts';
import { TaskRepository } from '../task/task.repository';

/** Hands a task to one other person, who alone is asked from then on. Called by the story that waits for the task. */
@Injectable()
export class RecordDelegationCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly tasks: TaskRepository,
    private readonly people: PeopleBook,
    private readonly outbox: Outbox,
  ) {}

  /** @throws task.not_found */
  async execute({ taskId, from, to, key }: Delegation): Promise<DelegationAnswer> {
    return this.transaction.run(async (tx) => {
      const task = await this.tasks.lock(tx, taskId);
      const answer = (given: DelegationAnswer['answer']) => ({ answer: given, potentialOwners: task.potentialOwners });
      if (await this.tasks.wasDelegated(tx, taskId, key)) return answer('accepted');
      if (!task.isOpen) return answer('already_decided');
      if (!task.isFor(from)) return answer('not_yours');
      if (!(await this.mayTake(tx, task, from, to))) return answer('not_allowed');

      await this.tasks.insertDelegation(tx, taskId, key, from, to);
      task.handTo(to);
      const event = taskFacts.delegated(task, from, to);
      await this.tasks.update(tx, task);
      await this.outbox.append(tx, event);
      return answer('accepted');
    });
  }

  /** Somebody else, with us, who neither asked for the thing nor said yes to another leg of it. */
  private async mayTake(tx: Tx, task: Task, from: string, to: string): Promise<boolean> {
    if (to === from || task.notBy.includes(to)) return false;
    if (!(await this.people.person(tx, to))?.active) return false;
    const decisions = task.approvalId ? await this.tasks.decisionsOf(tx, task.approvalId) : [];
    return !decisions.some(({ decidedBy }) => decidedBy === to);
  }
}
