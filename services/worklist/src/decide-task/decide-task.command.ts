import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { decideUpdate, type DecisionAnswer, type DecisionOutcome } from '@throughline/process-contracts/decision';
import { UNKNOWN } from '@throughline/temporal/stories';
import { answerTo } from '../record-decision/record-decision.command';
import { PersistentUpdate } from '../story-calls/persistent-update';
import { outcomesOf } from '../task/task.entity';
import { taskErrors } from '../task/task.errors';
import { TaskStandings, type TaskStanding } from '../task/task-standing';
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
  /** Tasks about which a story is being asked now. */
  private readonly beingAsked = new Map<string, Promise<unknown>>();

  constructor(
    private readonly standings: TaskStandings,
    private readonly updates: PersistentUpdate,
  ) {}

  /**
   * @param asked called where he is one of those who are asked: whoever refuses him then need not look whether he may know of the task
   * @throws task.not_found, task.not_yours, task.already_decided, task.closed, task.changed, task.outcome_not_allowed, unavailable.temporal
   */
  async execute(command: DecideTask, { personId: by }: Principal, asked: () => void = () => undefined): Promise<DecisionReply> {
    const first = await this.whatStands(command, by, asked);
    if ('answer' in first) return first;
    // Of those who decide a task at the same time one asks its story: the others would be told what he came to, and see it for themselves.
    const other = this.beingAsked.get(first.id);
    if (!other) return this.askAlone(first, command, by);
    await other.catch(() => undefined);
    const then = await this.whatStands(command, by, asked);
    return 'answer' in then ? then : this.ask(then, command, by);
  }

  /** The answer, where there is one already; or the task, which he may decide. */
  private async whatStands(command: DecideTask, by: string, asked: () => void): Promise<DecisionReply | TaskStanding> {
    const task = await this.standings.of(command.taskId, by, command.version);
    if (task.asked) asked();
    if (task.decision) return reply(task.id, answerTo({ by, key: command.key }, task.decision));
    if (task.status !== 'open') throw taskErrors.closed({ data: { status: task.status } });
    if (!task.isFor) throw taskErrors.not_yours({ data: { actualOwner: task.actualOwner } });
    if (task.changed) throw taskErrors.changed({ data: { version: task.version } });
    const allowed = outcomesOf[task.kind];
    if (!allowed.includes(command.outcome)) throw taskErrors.outcome_not_allowed({ field: 'outcome', data: { allowed } });
    return task;
  }

  private async askAlone(task: TaskStanding, command: DecideTask, by: string): Promise<DecisionReply> {
    const answer = this.ask(task, command, by);
    this.beingAsked.set(task.id, answer);
    try {
      return await answer;
    } finally {
      this.beingAsked.delete(task.id);
    }
  }

  private async ask(task: TaskStanding, command: DecideTask, by: string): Promise<DecisionReply> {
    const updateId = `decide:${task.id}:${command.key}`;
    try {
      const answer = await this.updates.ask(task.workflowId, decideUpdate, [{ ...command, by }], updateId);
      if (answer === UNKNOWN) return { answer: 'unknown', taskId: task.id, outcome: null, by: null, at: null };
      return reply(task.id, answer);
    } catch (error) {
      // The story is over, has its answer, or needs none any more: the row says what stands.
      const over = error instanceof ThroughlineError && ['story.not_running', 'task.already_decided', 'task.not_found'].includes(error.code);
      if (!over) throw error;
      const now = await this.standings.of(task.id, by);
      if (now.decision) return reply(task.id, answerTo({ by, key: command.key }, now.decision));
      if (now.status !== 'open') throw taskErrors.closed({ data: { status: now.status } });
      throw error;
    }
  }
}

function reply(taskId: string, { answer, outcome, by, at }: DecisionAnswer): DecisionReply {
  if (answer === 'not_yours') throw taskErrors.not_yours();
  if (answer === 'already_decided') throw taskErrors.already_decided({ data: { outcome, by, at } });
  return { answer, taskId, outcome, by, at };
}
