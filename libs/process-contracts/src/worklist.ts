import type { ApprovalOutcome } from '@throughline/events/approval-events';
import type { AddedApprover, Decision, DecisionAnswer, Delegation, DelegationAnswer, Question, QuestionAnswer } from './decision';
import type { Queue } from './queues';
import type { WorkflowType } from './workflow-ids';

/** A task that waits for somebody, as a story sees it. All instants ISO 8601; times of the policy are working time. */
export interface WaitingTask {
  taskId: string;
  leg: string;
  /** Whoever was asked when the story heard of it; they may be others by now, and the worklist knows. */
  potentialOwners: string[];
  remindAt: string | null;
  escalateAt: string | null;
  /** When silence becomes the outcome; null: it waits for ever. */
  lapseAt: string | null;
  /** Of an approval, instead of the three: the next rung of its ladder on silence; null at its end. */
  ladder?: { at: string; do: string } | null;
}

export interface ApprovalInput {
  requestId: string;
  schema: 1;
  /** Carried across continue-as-new. */
  state?: unknown;
}

/** One of several legs that are asked side by side. */
export interface ApprovalLegInput {
  requestId: string;
  leg: string;
  schema: 1;
  /** Carried across continue-as-new. */
  state?: unknown;
}

/** A leg that is asked side by side with others, and the id of its story. */
export interface LegStory {
  leg: string;
  workflowId: string;
}

/** Where a request stands for one of its stories. `legs`: those that have a story of their own at present. */
export type ApprovalStep = { tasks: WaitingTask[]; legs: LegStory[] } | ApprovalEnd;
/** `concluded`: it is written already that this is its end. */
export interface ApprovalEnd {
  outcome: ApprovalOutcome;
  concluded?: true;
}

/** A task after a rung of its ladder; `answered`: silence was the answer, or somebody was quicker. */
export type Climbed = { task: WaitingTask } | { answered: string };

export interface OpenTask {
  /** Idempotency key: `{workflowId}:{step}:{n}`. */
  key: string;
  kind: 'review' | 'collection';
  leg: string;
  subjectType: 'contract' | 'customer';
  subjectId: string;
  dealId: string | null;
  workflowId: string;
  /** Who may act: everybody with this role … */
  role: string;
  /** … or these people. */
  people?: string[];
  /** May not decide, e.g. the author. */
  notBy?: string[];
  /** What is asked, in one line. */
  ask: string;
  figures: Record<string, unknown>;
  dueWorkingHours: number;
  remindAfterWorkingHours: number;
  escalateAfterWorkingHours: number;
}

/** Activities on the queue `worklist`. */
export interface WorklistActivities {
  /**
   * Opens what is to be asked now by the calling story: of a request its legs in turn, of a `leg` its tasks. Asked again (after each answer, or when the
   * reconciler started the story anew) it answers where the request stands now.
   */
  nextStep(input: { requestId: string; workflowId: string; leg?: string }): Promise<ApprovalStep>;
  /** One row, once; answers with the decision that stands. A local activity of the approval story. */
  recordDecision(input: Decision & { workflowId: string }): Promise<DecisionAnswer>;
  recordDelegation(input: Delegation & { workflowId: string }): Promise<DelegationAnswer>;
  recordAddedApprover(input: AddedApprover & { workflowId: string }): Promise<{ leg: string }>;
  recordQuestion(input: Question & { workflowId: string }): Promise<{ questionId: string }>;
  recordAnswer(input: QuestionAnswer & { workflowId: string }): Promise<{ answeredAt: string }>;
  /** Re-checked under lock: a task that is answered or cancelled is left alone. */
  remindTask(input: { taskId: string }): Promise<void>;
  /** Up the line; answers with the new potential owners and the next moments. */
  escalateTask(input: { taskId: string }): Promise<WaitingTask>;
  /** Takes the rungs that are due of an approval task's ladder; silence to its end is written as the answer. Re-checked under lock. */
  climbLadder(input: { taskId: string }): Promise<Climbed>;
  /** The first conclusion stands: answers with it, so that a withdrawal that comes too late hears so. */
  concludeApproval(input: { requestId: string; outcome: ApprovalOutcome; by?: string }): Promise<{ outcome: ApprovalOutcome }>;
  /** Idempotent by key. */
  openTask(input: OpenTask): Promise<WaitingTask>;
  cancelTasks(input: { workflowId: string; reason: string }): Promise<void>;
}

export interface OpenSubject {
  workflowId: string;
  workflowType: WorkflowType;
  queue: Queue;
  input: unknown;
}
