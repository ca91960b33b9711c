import { ApplicationFailure } from '@temporalio/common';
import type { ApprovalOutcome } from '@throughline/events/approval-events';
import type { AddedApprover, Decision, DecisionAnswer, Delegation, DelegationAnswer, Question, QuestionAnswer } from '@throughline/process-contracts/decision';
import type { ApprovalStep, Climbed, OpenTask, WaitingTask, WorklistActivities } from '@throughline/process-contracts/worklist';

export interface FakeLeg {
  leg: string;
  owners: string[];
  /** all: one task for each, `task-{leg}-{owner}`. */
  mode?: 'all' | 'in-turn';
  /** Equal steps are asked side by side. */
  step?: number;
  ladder?: { at: string; do: string }[];
  /** Of tasks that processes open themselves. */
  remindAt?: string;
  escalateAt?: string;
  lapseAt?: string;
}

type FakeTask = WaitingTask & { ladders: { at: string; do: string }[]; workflowId: string; closed?: string };
const silence: Record<string, string> = { approve: 'approved', reject: 'rejected', lapse: 'lapsed' };

/** A worklist in memory that keeps the rules of the real one: one decision for each task, the log says what is next, the first conclusion stands. */
export class FakeWorklist implements WorklistActivities {
  /** Everything that was asked of it, in order. */
  readonly log: string[] = [];
  readonly decisions = new Map<string, DecisionAnswer & { key: string }>();
  readonly opened: OpenTask[] = [];
  conclusion?: ApprovalOutcome;
  /** The last answer ends the request, and says so, as the worklist does; without it the story asks and concludes, as those do whose request was withdrawn. */
  endsWithAnswer = false;
  /** Held back until somebody lets it go: for what arrives meanwhile. */
  gate: Promise<void> = Promise.resolve();
  protected readonly tasks = new Map<string, FakeTask>();

  constructor(
    protected readonly legs: FakeLeg[] = [],
    /** Silence or a "no" of these legs is as good as a "yes". */
    private readonly optional: string[] = [],
  ) {}

  async nextStep({ requestId, workflowId, leg: own }: { requestId: string; workflowId: string; leg?: string }): Promise<ApprovalStep> {
    this.log.push(own === undefined ? 'nextStep' : `nextStep of ${own}`);
    await this.gate;
    if (this.conclusion) return { outcome: this.conclusion, ...(this.endsWithAnswer && { concluded: true }) };
    const outcome = this.cameTo();
    if (outcome) return { outcome };
    const open = this.legs.filter((leg) => !this.answerOf(leg));
    const first = open[0]!;
    const asked = open.filter((leg) => leg === first || (first.step !== undefined && leg.step === first.step));
    const hasOwnStory = (leg: FakeLeg) => this.legs.filter(({ step }) => step !== undefined && step === leg.step).length > 1;
    const mine = asked.filter((leg) => (own === undefined ? !hasOwnStory(leg) : leg.leg === own));
    return { tasks: mine.flatMap((leg) => this.waitingOf(leg, workflowId)), legs: own === undefined ? asked.filter(hasOwnStory).map(({ leg }) => ({ leg, workflowId: `approval-leg:test:${requestId}:${leg}` })) : [] };
  }

  async recordDecision(decision: Decision & { workflowId: string }): Promise<DecisionAnswer> {
    this.log.push(`decision ${decision.taskId} ${decision.outcome} by ${decision.by}`);
    if (decision.comment === 'refuse me') throw ApplicationFailure.nonRetryable('no', 'access.denied');
    const stands = this.decisions.get(decision.taskId);
    if (stands) return { ...stands, answer: stands.key === decision.key ? 'accepted' : 'already_decided' };
    if (!this.tasks.get(decision.taskId)?.potentialOwners.includes(decision.by)) return { answer: 'not_yours', outcome: '', by: '', at: '' };
    if (decision.toLeg !== undefined) this.sendBack(decision.toLeg);
    const answer = { answer: 'accepted', outcome: decision.outcome, by: decision.by, at: new Date(0).toISOString(), key: decision.key } as const;
    if (decision.toLeg === undefined) this.decisions.set(decision.taskId, answer);
    if (this.endsWithAnswer) this.conclusion ??= this.cameTo();
    return { ...answer, ...(this.endsWithAnswer && this.conclusion && { concluded: this.conclusion }) };
  }

  async recordDelegation(delegation: Delegation & { workflowId: string }): Promise<DelegationAnswer> {
    this.log.push(`delegation ${delegation.taskId} to ${delegation.to}`);
    if (delegation.to === 'requester') return { answer: 'not_allowed', potentialOwners: [] };
    const task = this.tasks.get(delegation.taskId) as FakeTask;
    if (!task.potentialOwners.includes(delegation.from)) return { answer: 'not_yours', potentialOwners: task.potentialOwners };
    task.potentialOwners = [delegation.to];
    return { answer: 'accepted', potentialOwners: task.potentialOwners };
  }

  /** One leg more, before or after that of the task. */
  async recordAddedApprover({ taskId, personId, place }: AddedApprover): Promise<{ leg: string }> {
    this.log.push(`${personId} added ${place} ${taskId}`);
    const at = this.legs.findIndex(({ leg }) => `task-${leg}` === taskId);
    this.legs.splice(place === 'before' ? at : at + 1, 0, { leg: `added-${personId}`, owners: [personId] });
    return { leg: `added-${personId}` };
  }

  async recordQuestion({ taskId, by, of }: Question): Promise<{ questionId: string }> {
    this.log.push(`${by} asks ${of} about ${taskId}`);
    return { questionId: `question-${of}` };
  }

  async recordAnswer({ questionId, by }: QuestionAnswer): Promise<{ answeredAt: string }> {
    this.log.push(`${by} answers ${questionId}`);
    return { answeredAt: new Date(0).toISOString() };
  }

  /** Who was asked has left. */
  reroute(leg: string, owners: string[]): void {
    (this.tasks.get(`task-${leg}`) as FakeTask).potentialOwners = owners;
  }

  /** A calendar has changed: what is still to come of its ladder has other moments. */
  recount(leg: string, ladder: { at: string; do: string }[]): void {
    Object.assign(this.tasks.get(`task-${leg}`) as FakeTask, { ladder: ladder[0] ?? null, ladders: [...ladder] });
  }

  async remindTask({ taskId }: { taskId: string }): Promise<void> {
    this.log.push(`remind ${taskId}`);
  }

  async escalateTask({ taskId }: { taskId: string }): Promise<WaitingTask> {
    this.log.push(`escalate ${taskId}`);
    return Object.assign(this.tasks.get(taskId) as FakeTask, { potentialOwners: ['boss'], remindAt: null, escalateAt: null });
  }

  async climbLadder({ taskId }: { taskId: string }): Promise<Climbed> {
    const task = this.tasks.get(taskId) as FakeTask;
    const stands = this.decisions.get(taskId);
    if (stands) return { answered: stands.outcome };
    const verb = task.ladders.shift()?.do ?? '';
    this.log.push(`${verb} ${taskId}`);
    const outcome = silence[verb];
    if (outcome) {
      task.closed = outcome;
      return { answered: outcome };
    }
    if (verb === 'manager') task.potentialOwners = ['boss'];
    task.ladder = task.ladders[0] ?? null;
    return { task };
  }

  async concludeApproval({ outcome }: { outcome: ApprovalOutcome }): Promise<{ outcome: ApprovalOutcome }> {
    this.log.push(`conclude ${outcome}`);
    this.conclusion ??= outcome;
    return { outcome: this.conclusion };
  }

  async openTask(task: OpenTask): Promise<WaitingTask> {
    this.log.push(`open ${task.leg}`);
    this.opened.push(task);
    const leg = this.legs.find((known) => known.leg === task.leg) ?? { leg: task.leg, owners: ['someone'] };
    const { ladder: _none, ...waiting } = this.waiting(leg, `task-${leg.leg}`, leg.owners, task.workflowId);
    return waiting;
  }

  async cancelTasks({ reason }: { workflowId: string; reason: string }): Promise<void> {
    this.log.push(`cancel: ${reason}`);
  }

  private cameTo(): ApprovalOutcome | undefined {
    const answers = this.legs.map((leg) => this.answerOf(leg));
    const no = answers.find((answer) => answer && answer !== 'approved');
    if (no) return no === 'lapsed' ? 'lapsed' : 'refused';
    return answers.every((answer) => answer) ? 'granted' : undefined;
  }

  /** The leg and all after it are asked again, each with a new task. */
  private sendBack(toLeg: string): void {
    const from = this.legs.findIndex(({ leg }) => leg === toLeg);
    for (const leg of this.legs.slice(from)) leg.leg = `${leg.leg}-again`;
  }

  private waitingOf(leg: FakeLeg, workflowId: string): WaitingTask[] {
    if (!leg.mode) return [this.waiting(leg, `task-${leg.leg}`, leg.owners, workflowId)];
    const missing = leg.owners.filter((owner) => !this.outcomeOf(`task-${leg.leg}-${owner}`));
    return (leg.mode === 'all' ? missing : missing.slice(0, 1)).map((owner) => this.waiting(leg, `task-${leg.leg}-${owner}`, [owner], workflowId));
  }

  private answerOf({ leg, owners, mode }: FakeLeg): string | undefined {
    const answers = mode ? owners.map((owner) => this.outcomeOf(`task-${leg}-${owner}`)) : [this.outcomeOf(`task-${leg}`)];
    const no = answers.find((answer) => answer !== undefined && answer !== 'approved');
    if (no) return this.optional.includes(leg) ? 'approved' : no;
    return answers.every((answer) => answer === 'approved') ? 'approved' : undefined;
  }

  private outcomeOf = (taskId: string): string | undefined => this.decisions.get(taskId)?.outcome ?? this.tasks.get(taskId)?.closed;

  private waiting({ leg, remindAt, escalateAt, lapseAt, ladder = [] }: FakeLeg, taskId: string, owners: string[], workflowId: string): WaitingTask {
    const task = this.tasks.get(taskId) ?? {
      taskId,
      leg,
      potentialOwners: owners,
      remindAt: remindAt ?? null,
      escalateAt: escalateAt ?? null,
      lapseAt: lapseAt ?? null,
      ladder: ladder[0] ?? null,
      ladders: [...ladder],
      workflowId,
    };
    this.tasks.set(taskId, task);
    const { ladders: _all, closed: _how, workflowId: _story, ...waiting } = task;
    return { ...waiting };
  }
}
