import { Injectable } from '@nestjs/common';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { Delegation, DelegationAnswer } from '@throughline/process-contracts/decision';
import { WhomToAsk } from '../presence/whom-to-ask';
import { taskFacts } from '../task/task-facts';
import { TaskRepository } from '../task/task.repository';
import { WhoMayTake } from '../task/who-may-take';

/** Hands a task to one other person, who alone is asked from then on. Called by the story that waits for the task. */
@Injectable()
export class RecordDelegationCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly tasks: TaskRepository,
    private readonly whom: WhomToAsk,
    private readonly mayTake: WhoMayTake,
    private readonly outbox: Outbox,
  ) {}

  /** @throws task.not_found */
  async execute({ taskId, from, to, key }: Delegation): Promise<DelegationAnswer> {
    return this.transaction.run(async (tx) => {
      await this.whom.hold(tx);
      const task = await this.tasks.lock(tx, taskId);
      const answer = (given: DelegationAnswer['answer']) => ({ answer: given, potentialOwners: task.potentialOwners });
      if (await this.tasks.wasDelegated(tx, taskId, key)) return answer('accepted');
      if (!task.isOpen) return answer('already_decided');
      if (!task.isFor(from)) return answer('not_yours');
      const { may, awayUntil } = await this.mayTake.instead(tx, task, from, to);
      if (!may) return { ...answer('not_allowed'), ...(awayUntil && { awayUntil: awayUntil.toISOString() }) };

      await this.tasks.insertDelegation(tx, taskId, key, from, to);
      task.handTo(to);
      const event = taskFacts.delegated(task, from, to);
      await this.tasks.update(tx, task);
      await this.outbox.append(tx, event);
      return answer('accepted');
    });
  }
}
