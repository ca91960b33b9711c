import { setHandler, workflowInfo } from '@temporalio/workflow';
import { lookAgainSignal, withdrawUpdate } from '@throughline/process-contracts/decision';
import type { ApprovalStep, WorklistActivities } from '@throughline/process-contracts/worklist';
import { activitiesOn, ownActivities } from '../shared/activities';
import { deskOf, emptyDesk } from '../shared/desk';
import type { DeskState } from '../shared/desk';
import { runOf } from '../shared/run-length';
import { answerSilence, endOfPatience } from '../shared/silence';
import { sleeper } from '../shared/sleep';
import { boardOf } from '../shared/standing';
import { listenToVerbs } from './verbs';

const own = ownActivities<WorklistActivities>();
/** Reminders go to the outside. */
const outward = activitiesOn<WorklistActivities>('worklist');

/** Carried from run to run. */
export interface StoryState {
  desk: DeskState;
  done: string[];
}
export const freshStory = (): StoryState => ({ desk: emptyDesk(), done: [] });

/** What else a story waits for beside its own people. */
export interface Others {
  /** Something happened there since it was asked last. */
  stirred(): boolean;
  busy(): boolean;
}
const nobodyElse: Others = { stirred: () => false, busy: () => false };

/** All handlers of a story and the waiting for its people. Nothing here awaits before every handler is registered. */
export function listenToPeople<I>(asked: { requestId: string; leg?: string }, state: StoryState, nextInput: () => I, others = nobodyElse) {
  const { workflowId } = workflowInfo();
  const desk = deskOf(state.desk, own, workflowId);
  const sleep = sleeper();
  const board = boardOf(state.done);
  const run = runOf<I>(nextInput);
  let changed = false;

  setHandler(lookAgainSignal, () => void (changed = true));
  listenToVerbs(desk, workflowId, () => void (changed = true));
  if (asked.leg === undefined) {
    setHandler(withdrawUpdate, ({ by }) =>
      desk.answers.once(async () => {
        const stands = await own.concludeApproval({ requestId: asked.requestId, outcome: 'withdrawn', by });
        changed = true;
        return { answer: stands.outcome === 'withdrawn' ? 'accepted' : 'already_decided' } as const;
      }),
    );
  }

  const heard = () => changed || others.stirred() || state.desk.news.length > 0;
  // Stories of legs report to the run that started them: it stays while they are out.
  const mayBreathe = () => run.isLong() && !others.busy();

  const show = () => {
    const patience = endOfPatience(state.desk.open);
    const legs = [...new Set(state.desk.open.map(({ leg }) => leg))];
    board.show({
      stage: legs[0] ?? 'side-by-side',
      waitsFor: legs.length > 0 ? `the decision of leg ${legs.join(', ')}` : 'the legs that are asked side by side',
      until: patience?.at ?? null,
      because: 'the policy pinned at the request names the leg and its patience',
      next: patience ? `${patience.step} if nobody answers` : 'nothing without an answer',
    });
    return patience;
  };

  return {
    /** What is to be asked now goes on the desk; or the request has come to something. */
    async nextStep(): Promise<ApprovalStep> {
      changed = false;
      for (let answer = desk.take(); answer; answer = desk.take()) board.did(`${answer.leg}: ${answer.outcome}`);
      const outcome = desk.concluded();
      if (outcome !== undefined) return { outcome, concluded: true };
      let step: ApprovalStep = { tasks: [], legs: [] };
      await desk.lay(async () => {
        step = await own.nextStep({ ...asked, workflowId });
        return 'tasks' in step ? step.tasks : [];
      });
      return step;
    },
    /** Sleeps until somebody has answered, or silence has; reminds and climbs on the way. */
    async news(): Promise<void> {
      while (!heard()) {
        const patience = show();
        const woken = await sleep.until(patience?.at ?? null, () => heard() || mayBreathe(), `until ${patience?.step ?? 'answered'}`);
        if (woken === 'due' && patience) (await answerSilence(desk, state.desk, patience.at, outward)).forEach(board.did);
        if (!heard() && mayBreathe()) await run.breathe();
      }
    },
    async goHome<O extends string>(outcome: O): Promise<O> {
      board.end(outcome);
      await sleep.end();
      return outcome;
    },
  };
}
