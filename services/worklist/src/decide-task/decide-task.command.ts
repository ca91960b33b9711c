import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { decideUpdate, type DecisionAnswer, type DecisionOutcome } from '@throughline/process-contracts/decision';
import { UNKNOWN } from '@throughline/temporal/stories';
import { answerTo } from '../record-decision/record-decision.command';
import { PersistentUpdate } from '../story-calls/persistent-update';
import { outcomesOf, type Task } from '../task/task.entity';
import { taskErrors } from '../task/task.errors';
import { TaskRepository } from '../task/task.repository';
import type { DecisionReply } from './decide-task.dto';

export interface DecideTask {
  taskId: string;
  outcome: DecisionOutcome;
  comment?: string | undefined;
  toLeg?: string | undefined;
  changes?: Record<string, string> | undefined;
  signature?: string | undefined;
  /** Of the task as he saw it; where something happened to it since, he is told instead. */
  version?: number;
  /** By which he decides without signing in. */
  link?: string;
  /** The caller's idempotency key. */
  key: string;
}

/** A person answers a task: the story that waits for it is asked, and its answer is his answer. */
@Injectable()
export class DecideTaskCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly tasks: TaskRepository,
    private readonly updates: PersistentUpdate,
  ) {}

  /** @throws task.not_found, task.not_yours, task.already_decided, task.closed, task.changed, task.outcome_not_allowed, unavailable.temporal */
  async execute(command: DecideTask, { personId: by }: Principal): Promise<DecisionReply> {
    const { task, stands, changed } = await this.read(command.taskId, command.version);
    if (stands) return reply(command.taskId, answerTo({ by, key: command.key }, stands));
    if (!task.isOpen) throw taskErrors.closed({ data: { status: task.status } });
    if (!task.isFor(by)) throw taskErrors.not_yours({ data: { actualOwner: task.actualOwner } });
    if (changed) throw taskErrors.changed({ data: { version: task.version } });
    const allowed = outcomesOf[task.kind];
    if (!allowed.includes(command.outcome)) throw taskErrors.outcome_not_allowed({ field: 'outcome', data: { allowed } });
    return this.ask(task, command, by);
  }

  private async ask(task: Task, command: DecideTask, by: string): Promise<DecisionReply> {
    const updateId = `decide:${task.id}:${command.key}`;
    try {
      const answer = await this.updates.ask(task.workflowId, decideUpdate, [{ ...command, by }], updateId);
      if (answer === UNKNOWN) return { answer: 'unknown', taskId: task.id, outcome: null, by: null, at: null };
      return reply(task.id, answer);
    } catch (error) {
      // The story is over, has its answer, or needs none any more: the row says what stands.
      const over = error instanceof ThroughlineError && ['story.not_running', 'task.already_decided', 'task.not_found'].includes(error.code);
      if (!over) throw error;
      const now = await this.read(task.id);
      if (now.stands) return reply(task.id, answerTo({ by, key: command.key }, now.stands));
      if (!now.task.isOpen) throw taskErrors.closed({ data: { status: now.task.status } });
      throw error;
    }
  }

  private read(taskId: string, version?: number) {
    return this.transaction.read(async (tx) => {
      const task = await this.tasks.find(tx, taskId);
      if (!task) throw taskErrors.not_found();
      const changed = version !== undefined && task.version !== version && (await this.tasks.changedSince(tx, taskId, version));
      return { task, changed, stands: await this.tasks.decision(tx, taskId) };
    });
  }
}

function reply(taskId: string, { answer, outcome, by, at }: DecisionAnswer): DecisionReply {
  if (answer === 'not_yours') throw taskErrors.not_yours();
  if (answer === 'already_decided') throw taskErrors.already_decided({ data: { outcome, by, at } });
  return { answer, taskId, outcome, by, at };
}
