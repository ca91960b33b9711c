import { ApplicationFailure } from '@temporalio/common';
import type { Decision, DecisionAnswer, Delegation, DelegationAnswer } from '@throughline/process-contracts/decision';
import type { ApprovalOutcome } from '@throughline/events/approval-events';
import type { LegAnswer, OpenTask, WaitingTask, WorklistActivities } from '@throughline/process-contracts/worklist';

export interface FakeLeg {
  leg: string;
  owners: string[];
  remindAt?: string;
  escalateAt?: string;
  lapseAt?: string;
}

type Step = { task: WaitingTask } | { outcome: ApprovalOutcome };

/** A worklist in memory that keeps the rules of the real one: one decision for each task, the first conclusion stands. */
export class FakeWorklist implements WorklistActivities {
  /** Everything that was asked of it, in order. */
  readonly log: string[] = [];
  readonly decisions = new Map<string, DecisionAnswer & { key: string }>();
  readonly opened: OpenTask[] = [];
  conclusion?: ApprovalOutcome;
  /** Held back until somebody lets it go: for what arrives meanwhile. */
  gate: Promise<void> = Promise.resolve();
  private readonly tasks = new Map<string, WaitingTask>();

  constructor(
    private readonly legs: FakeLeg[] = [],
    /** Silence or a "no" of these legs is as good as a "yes". */
    private readonly optional: string[] = [],
  ) {}

  async firstStep(): Promise<Step> {
    this.log.push('firstStep');
    await this.gate;
    return this.step(0);
  }

  async nextStep({ answer }: { answer: LegAnswer }): Promise<Step> {
    this.log.push(`nextStep ${answer.taskId} ${answer.outcome}`);
    await this.gate;
    if (this.conclusion) return { outcome: this.conclusion };
    const at = this.legs.findIndex(({ leg }) => `task-${leg}` === answer.taskId);
    const passes = answer.outcome === 'approved' || this.optional.includes(this.legs[at]?.leg ?? '');
    if (passes) return this.step(at + 1);
    return { outcome: answer.outcome === 'lapsed' ? 'lapsed' : 'refused' };
  }

  async recordDecision(decision: Decision & { workflowId: string }): Promise<DecisionAnswer> {
    this.log.push(`decision ${decision.taskId} ${decision.outcome} by ${decision.by}`);
    if (decision.comment === 'refuse me') throw ApplicationFailure.nonRetryable('no', 'access.denied');
    const stands = this.decisions.get(decision.taskId);
    if (stands) return { ...stands, answer: stands.key === decision.key ? 'accepted' : 'already_decided' };
    if (!this.tasks.get(decision.taskId)?.potentialOwners.includes(decision.by)) return { answer: 'not_yours', outcome: '', by: '', at: '' };
    const answer = { answer: 'accepted', outcome: decision.outcome, by: decision.by, at: new Date(0).toISOString(), key: decision.key } as const;
    this.decisions.set(decision.taskId, answer);
    return answer;
  }

  async recordDelegation(delegation: Delegation & { workflowId: string }): Promise<DelegationAnswer> {
    this.log.push(`delegation ${delegation.taskId} to ${delegation.to}`);
    if (delegation.to === 'requester') return { answer: 'not_allowed', potentialOwners: [] };
    const task = this.tasks.get(delegation.taskId) as WaitingTask;
    if (!task.potentialOwners.includes(delegation.from)) return { answer: 'not_yours', potentialOwners: task.potentialOwners };
    task.potentialOwners = [delegation.to];
    return { answer: 'accepted', potentialOwners: task.potentialOwners };
  }

  /** Who was asked has left. */
  reroute(leg: string, owners: string[]): void {
    (this.tasks.get(`task-${leg}`) as WaitingTask).potentialOwners = owners;
  }

  async remindTask({ taskId }: { taskId: string }): Promise<void> {
    this.log.push(`remind ${taskId}`);
  }

  async escalateTask({ taskId }: { taskId: string }): Promise<WaitingTask> {
    this.log.push(`escalate ${taskId}`);
    const task = { ...(this.tasks.get(taskId) as WaitingTask), potentialOwners: ['boss'], remindAt: null, escalateAt: null };
    this.tasks.set(taskId, task);
    return task;
  }

  async concludeApproval({ outcome }: { outcome: ApprovalOutcome }): Promise<{ outcome: ApprovalOutcome }> {
    this.log.push(`conclude ${outcome}`);
    this.conclusion ??= outcome;
    return { outcome: this.conclusion };
  }

  async openTask(task: OpenTask): Promise<WaitingTask> {
    this.log.push(`open ${task.leg}`);
    this.opened.push(task);
    const { leg, owners, remindAt, escalateAt, lapseAt } = this.legs.find((known) => known.leg === task.leg) ?? { leg: task.leg, owners: ['someone'] };
    return this.waiting({ leg, owners, ...(remindAt && { remindAt }), ...(escalateAt && { escalateAt }), ...(lapseAt && { lapseAt }) });
  }

  async cancelTasks({ reason }: { workflowId: string; reason: string }): Promise<void> {
    this.log.push(`cancel: ${reason}`);
  }

  private step(at: number): Step {
    const leg = this.legs[at];
    return leg ? { task: this.waiting(leg) } : { outcome: 'granted' };
  }

  private waiting({ leg, owners, remindAt, escalateAt, lapseAt }: FakeLeg): WaitingTask {
    const task = { taskId: `task-${leg}`, leg, potentialOwners: owners, remindAt: remindAt ?? null, escalateAt: escalateAt ?? null, lapseAt: lapseAt ?? null };
    this.tasks.set(task.taskId, { ...task });
    return task;
  }
}
