import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { delegateUpdate, type DelegationAnswer } from '@throughline/process-contracts/decision';
import { UNKNOWN } from '@throughline/temporal/stories';
import { PersistentUpdate } from '../story-calls/persistent-update';
import { taskErrors } from '../task/task.errors';
import { TaskRepository } from '../task/task.repository';
import type { DelegationReply } from './delegate-task.dto';

export interface DelegateTask {
  taskId: string;
  to: string;
  key: string;
}

/** Hands a task to somebody else, through the story that waits for it, so that it knows whose answer to take. */
@Injectable()
export class DelegateTaskCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly tasks: TaskRepository,
    private readonly updates: PersistentUpdate,
  ) {}

  /** @throws task.not_found, task.not_yours, task.already_decided, task.closed, task.delegate_not_allowed */
  async execute({ taskId, to, key }: DelegateTask, { personId: from }: Principal): Promise<DelegationReply> {
    const { task, stands, delegated } = await this.read(taskId, key);
    if (delegated) return { answer: 'accepted', taskId, potentialOwners: task.potentialOwners };
    if (stands) throw taskErrors.already_decided({ data: { outcome: stands.outcome, by: stands.decidedBy, at: stands.decidedAt.toISOString() } });
    if (!task.isOpen) throw taskErrors.closed({ data: { status: task.status } });
    if (!task.isFor(from)) throw taskErrors.not_yours({ data: { actualOwner: task.actualOwner } });
    const answer = await this.updates
      .ask(task.workflowId, delegateUpdate, [{ taskId, from, to, key }], `delegate:${taskId}:${key}`)
      .catch((error: unknown) => {
        throw error instanceof ThroughlineError && error.code === 'story.not_running' ? taskErrors.closed({ cause: error }) : error;
      });
    if (answer === UNKNOWN) return { answer: 'unknown', taskId, potentialOwners: task.potentialOwners };
    return reply(taskId, answer);
  }

  private read(taskId: string, key: string) {
    return this.transaction.read(async (tx) => {
      const task = await this.tasks.find(tx, taskId);
      if (!task) throw taskErrors.not_found();
      return { task, stands: await this.tasks.decision(tx, taskId), delegated: await this.tasks.wasDelegated(tx, taskId, key) };
    });
  }
}

function reply(taskId: string, { answer, potentialOwners, awayUntil }: DelegationAnswer): DelegationReply {
  if (answer === 'accepted') return { answer, taskId, potentialOwners };
  if (answer === 'not_yours') throw taskErrors.not_yours();
  if (answer === 'not_allowed') throw taskErrors.delegate_not_allowed({ field: 'to', ...(awayUntil && { detail: `The person is away until ${awayUntil}.`, data: { awayUntil } }) });
  throw taskErrors.already_decided();
}
