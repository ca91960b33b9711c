import { ApplicationFailure, condition, setHandler } from '@temporalio/workflow';
import type { ApprovalOutcome } from '@throughline/events/approval-events';
import { decideUpdate, decisionRefusals, delegateUpdate } from '@throughline/process-contracts/decision';
import type { Decision, DecisionAnswer, Delegation } from '@throughline/process-contracts/decision';
import type { WaitingTask, WorklistActivities } from '@throughline/process-contracts/worklist';
import { answersIn } from './answers';
import type { Answers, GivenAnswer } from './answers';
import { lastOf } from './state';

/** What a task came to: the decision that stands, or silence. */
export interface TaskAnswer {
  taskId: string;
  leg: string;
  outcome: string;
  /** Absent where silence was the answer. */
  by?: string;
  comment?: string;
  at?: string;
}

/** The tasks of one story; part of its carried state. */
export interface DeskState {
  open: WaitingTask[];
  /** The first tasks have been put on it. */
  laid: boolean;
  /** Answered, not yet taken by the story. */
  news: TaskAnswer[];
  /** The last answered tasks, so that a late caller hears what stands. */
  answered: TaskAnswer[];
  given: GivenAnswer[];
}

export const emptyDesk = (): DeskState => ({ open: [], laid: false, news: [], answered: [], given: [] });

export type Secretary = Pick<WorklistActivities, 'recordDecision' | 'recordDelegation'>;

export interface Desk {
  readonly answers: Answers;
  /** For other handlers about a task: refuses at once what is not asked any more. Synchronous and without effect. */
  requireOpen(taskId: string): void;
  /** Waits while the desk may still get to know the task. */
  known(taskId: string): Promise<void>;
  /** Puts tasks on the desk. While `opening` runs, an answer to a task that is not known yet waits for it instead of being refused. */
  expect(opening: () => Promise<WaitingTask[]>): Promise<void>;
  /** The same for a story that asks what waits for it: these are all that is on the desk from now on. */
  lay(asking: () => Promise<WaitingTask[]>): Promise<void>;
  /** The task's moments changed, or other people are asked now. */
  replace(task: WaitingTask): void;
  /** Ends a task by silence. */
  lapse(task: WaitingTask, outcome?: string): void;
  /** Nobody is asked any more. */
  clear(): void;
  take(): TaskAnswer | undefined;
  /** What the last answer has brought the whole request to, where it was told; a later run asks. */
  concluded(): ApprovalOutcome | undefined;
}

/**
 * Registers `decide` and `delegate` for all tasks of a story. Must be called before the first await.
 * A task that is not on the desk is refused at once; `askOfUnknown` lets the worklist judge it instead, for a story that does not open its
 * tasks at its beginning: started anew by the reconciler it knows less than the worklist.
 */
export function deskOf(state: DeskState, secretary: Secretary, workflowId: string, { askOfUnknown = false } = {}): Desk {
  const answers = answersIn(state.given);
  let opening = 0;
  let outcome: ApprovalOutcome | undefined;
  // An answer may come with the very first task of the run, before the story has asked anybody.
  const complete = () => askOfUnknown || (state.laid && opening === 0);
  const openTask = (taskId: string) => state.open.find((task) => task.taskId === taskId);
  const knows = (taskId: string) => openTask(taskId) !== undefined || state.answered.some((task) => task.taskId === taskId);

  const close = (taskId: string, answer: Omit<TaskAnswer, 'taskId' | 'leg'>) => {
    const task = openTask(taskId);
    if (!task) return;
    const closed: TaskAnswer = { taskId, leg: task.leg, ...answer };
    state.open = state.open.filter((other) => other !== task);
    state.news.push(closed);
    state.answered = lastOf([...state.answered, closed], 50);
  };

  /** Synchronous and without effect. Whose answer is taken is judged in the transaction that writes: who is asked may have changed since the task was laid here. */
  const mayAnswer = (taskId: string) => {
    if (answers.given()) return;
    const stands = state.answered.find((task) => task.taskId === taskId);
    if (stands) throw refusal(decisionRefusals.alreadyDecided, 'The task is already decided.', stands);
    if (!openTask(taskId) && complete() && !askOfUnknown) throw refusal(decisionRefusals.unknownTask, 'There is no such task.');
  };

  setHandler(
    decideUpdate,
    (decision) =>
      answers.once(async () => {
        await condition(() => knows(decision.taskId) || complete());
        const { concluded, ...answer } = await secretary.recordDecision({ ...decision, workflowId });
        outcome ??= concluded;
        if (answer.answer !== 'not_yours') close(decision.taskId, standing(answer, decision));
        return answer;
      }),
    { validator: (decision: Decision) => mayAnswer(decision.taskId) },
  );
  setHandler(
    delegateUpdate,
    (delegation) =>
      answers.once(async () => {
        await condition(() => knows(delegation.taskId) || complete());
        return secretary.recordDelegation({ ...delegation, workflowId });
      }),
    { validator: (delegation: Delegation) => mayAnswer(delegation.taskId) },
  );

  return {
    answers,
    requireOpen: mayAnswer,
    known: (taskId) => condition(() => knows(taskId) || complete()),
    async expect(openTasks) {
      opening += 1;
      state.open.push(...(await openTasks()));
      opening -= 1;
      state.laid = true;
    },
    replace(task) {
      state.open = state.open.map((other) => (other.taskId === task.taskId ? task : other));
    },
    async lay(asking) {
      opening += 1;
      const tasks = await asking();
      // What was answered while it asked does not wait any more.
      state.open = tasks.filter(({ taskId }) => !state.answered.some((task) => task.taskId === taskId));
      opening -= 1;
      state.laid = true;
    },
    lapse(task, outcome = 'lapsed') {
      close(task.taskId, { outcome });
    },
    clear() {
      state.open = [];
      state.news = [];
    },
    take: () => state.news.shift(),
    concluded: () => outcome,
  };
}

/** The decision that stands, which need not be the caller's. */
function standing(answer: DecisionAnswer, decision: Decision): Omit<TaskAnswer, 'taskId' | 'leg'> {
  const { outcome, by, at } = answer;
  const comment = answer.answer === 'accepted' ? decision.comment : undefined;
  return { outcome, by, at, ...(comment !== undefined && { comment }) };
}

function refusal(code: string, message: string, stands?: TaskAnswer): ApplicationFailure {
  const details = stands ? [{ outcome: stands.outcome, by: stands.by, at: stands.at }] : [];
  return ApplicationFailure.create({ type: code, message, nonRetryable: true, details });
}
