import { setHandler, workflowInfo } from '@temporalio/workflow';
import { withdrawUpdate } from '@throughline/process-contracts/decision';
import type { ContractReviewInput, ContractReviewOutcome, ContractsActivities } from '@throughline/process-contracts/contracts';
import type { WorklistActivities } from '@throughline/process-contracts/worklist';
import { activitiesOn, ownActivities } from '../shared/activities';
import { deskOf, emptyDesk } from '../shared/desk';
import type { DeskState, TaskAnswer } from '../shared/desk';
import { runOf } from '../shared/run-length';
import { answerSilence, endOfPatience } from '../shared/silence';
import { sleeper } from '../shared/sleep';
import { boardOf } from '../shared/standing';
import { carriedState } from '../shared/state';

const own = ownActivities<ContractsActivities>();
const worklist = activitiesOn<WorklistActivities>('worklist');

interface ReviewState {
  desk: DeskState;
  /** Legs that still have to say yes; absent until they have been asked. */
  missing?: string[];
  verdict?: { outcome: ContractReviewOutcome; reason?: string };
  done: string[];
}

/** Asks every leg that the version touches, side by side, each with its own clock; the first "no" ends the others. */
export async function contractReview(input: ContractReviewInput): Promise<ContractReviewOutcome> {
  const state = carriedState<ReviewState>(input, 1, () => ({ desk: emptyDesk(), done: [] }));
  const reviewers = listenToReviewers(input, state);

  state.missing ??= await reviewers.ask();
  while (!state.verdict && state.missing.length > 0) {
    const answer = await reviewers.answer();
    if (answer) await reviewers.hear(answer, state.missing);
  }
  const verdict = (state.verdict ??= { outcome: 'approved' });
  return reviewers.goHome(verdict);
}

function listenToReviewers(input: ContractReviewInput, state: ReviewState) {
  const { contractId, version } = input;
  const { workflowId } = workflowInfo();
  const desk = deskOf(state.desk, worklist, workflowId);
  const sleep = sleeper();
  const board = boardOf(state.done);
  const run = runOf<ContractReviewInput>(() => ({ ...input, state }));

  setHandler(withdrawUpdate, () =>
    desk.answers.once(async () => {
      if (state.verdict) return { answer: 'already_decided' } as const;
      state.verdict = { outcome: 'withdrawn' };
      return { answer: 'accepted' } as const;
    }),
  );

  const heard = () => state.verdict !== undefined || state.desk.news.length > 0;

  return {
    /** One task for each leg, all at once. Answers with the legs that have to say yes. */
    async ask(): Promise<string[]> {
      const legs = await own.reviewLegs({ contractId, version });
      await desk.expect(() =>
        Promise.all(legs.map(({ leg, task }) => worklist.openTask({ ...task, leg, workflowId, key: `${workflowId}:leg:${leg}` }))),
      );
      return legs.map(({ leg }) => leg);
    },

    /** A leg's word or its silence; nothing when the review ended meanwhile. */
    async answer(): Promise<TaskAnswer | undefined> {
      while (!heard()) {
        const patience = endOfPatience(state.desk.open);
        board.show({
          stage: 'in-review',
          waitsFor: `the legs ${state.missing?.join(', ')}`,
          until: patience?.at ?? null,
          because: 'every leg that the version touches has to approve it',
          next: patience ? `${patience.step} ${patience.leg} if nobody answers` : 'nothing without an answer',
        });
        const woken = await sleep.until(patience?.at ?? null, () => heard() || run.isLong(), `until ${patience?.step ?? 'answered'}`);
        if (woken === 'due' && patience) (await answerSilence(desk, state.desk, patience.at, worklist)).forEach(board.did);
        if (!heard()) await run.breathe();
      }
      return state.verdict ? undefined : desk.take();
    },

    /** Keeps the leg's answer with the version. Silence to the end is a "no" that nobody said. */
    async hear(answer: TaskAnswer, missing: string[]): Promise<void> {
      const { leg, by, comment } = answer;
      const outcome = answer.outcome === 'approved' ? 'approved' : 'returned';
      if (by !== undefined) await own.recordLeg({ contractId, version, leg, outcome, by, ...(comment !== undefined && { comment }) });
      board.did(`${leg}: ${answer.outcome}`);
      if (outcome === 'approved') missing.splice(missing.indexOf(leg), 1);
      else state.verdict ??= { outcome, reason: by === undefined ? `${leg} did not answer in time` : `${leg} returned it` };
    },

    async goHome({ outcome, reason }: NonNullable<ReviewState['verdict']>): Promise<ContractReviewOutcome> {
      if (outcome !== 'approved') await worklist.cancelTasks({ workflowId, reason: `review ${outcome}` });
      desk.clear();
      await own.completeReview({ contractId, version, outcome, ...(reason !== undefined && { reason }) });
      board.end(outcome);
      await sleep.end();
      return outcome;
    },
  };
}
