import { setHandler, workflowInfo } from '@temporalio/workflow';
import { withdrawUpdate } from '@throughline/process-contracts/decision';
import type { ApprovalOutcome } from '@throughline/events/approval-events';
import type { ApprovalInput, LegAnswer, WaitingTask, WorklistActivities } from '@throughline/process-contracts/worklist';
import { activitiesOn, ownActivities } from '../shared/activities';
import { deskOf, emptyDesk } from '../shared/desk';
import type { DeskState, TaskAnswer } from '../shared/desk';
import { runOf } from '../shared/run-length';
import { answerSilence, endOfPatience } from '../shared/silence';
import { sleeper } from '../shared/sleep';
import { boardOf } from '../shared/standing';
import { carriedState } from '../shared/state';

/** Written while somebody waits for the answer: local, on this story's own queue. */
const own = ownActivities<WorklistActivities>();
/** Reminders go to the outside. */
const outward = activitiesOn<WorklistActivities>('worklist');

interface ApprovalState {
  desk: DeskState;
  withdrawn: boolean;
  done: string[];
}

/** Asks each leg of the route in turn; reminds and climbs on silence, in working hours; silence is an answer too. */
export async function approval(input: ApprovalInput): Promise<ApprovalOutcome> {
  const state = carriedState<ApprovalState>(input, 1, () => ({ desk: emptyDesk(), withdrawn: false, done: [] }));
  const people = listenToPeople(input, state);

  let step = state.desk.open[0] ? 'asked' : await people.ask(() => own.firstStep({ requestId: input.requestId, workflowId: people.workflowId }));
  while (step === 'asked') {
    const answer = await people.answer();
    if (answer === 'withdrawn') return people.goHome('withdrawn');
    step = await people.ask(() => own.nextStep({ requestId: input.requestId, workflowId: people.workflowId, answer }));
  }
  const stands = await own.concludeApproval({ requestId: input.requestId, outcome: step });
  return people.goHome(stands.outcome);
}

type Step = { task: WaitingTask } | { outcome: ApprovalOutcome };

/** All handlers of the story and the waiting for its people. Nothing here awaits before every handler is registered. */
function listenToPeople(input: ApprovalInput, state: ApprovalState) {
  const { workflowId } = workflowInfo();
  const desk = deskOf(state.desk, own, workflowId);
  const sleep = sleeper();
  const board = boardOf(state.done);
  const run = runOf<ApprovalInput>(() => ({ ...input, state }));

  setHandler(withdrawUpdate, ({ by }) =>
    desk.answers.once(async () => {
      const stands = await own.concludeApproval({ requestId: input.requestId, outcome: 'withdrawn', by });
      state.withdrawn ||= stands.outcome === 'withdrawn';
      return { answer: state.withdrawn ? 'accepted' : 'already_decided' } as const;
    }),
  );

  const waitForNews = async () => {
    const patience = endOfPatience(state.desk.open);
    board.show({
      stage: state.desk.open[0]?.leg ?? 'concluding',
      waitsFor: `the decision of leg ${state.desk.open[0]?.leg}`,
      until: patience?.at ?? null,
      because: 'the policy pinned at the request names the leg and its patience',
      next: patience ? `${patience.step} if nobody answers` : 'nothing without an answer',
    });
    const heard = () => state.withdrawn || state.desk.news.length > 0;
    const woken = await sleep.until(patience?.at ?? null, () => heard() || run.isLong(), `until ${patience?.step ?? 'answered'}`);
    if (woken === 'due' && patience) (await answerSilence(desk, state.desk, patience.at, outward)).forEach(board.did);
    if (!heard()) await run.breathe();
  };

  return {
    workflowId,
    /** The next task of the route goes on the desk; or the route has ended. */
    async ask(next: () => Promise<Step>): Promise<'asked' | ApprovalOutcome> {
      let step: Step | undefined;
      await desk.expect(async () => {
        step = await next();
        return 'task' in step ? [step.task] : [];
      });
      return step && 'outcome' in step ? step.outcome : 'asked';
    },
    async answer(): Promise<LegAnswer | 'withdrawn'> {
      for (;;) {
        if (state.withdrawn) return 'withdrawn';
        const answer = desk.take();
        if (answer) return legAnswer(answer);
        await waitForNews();
      }
    },
    async goHome(outcome: ApprovalOutcome): Promise<ApprovalOutcome> {
      board.end(outcome);
      await sleep.end();
      return outcome;
    },
  };
}

function legAnswer({ taskId, outcome }: TaskAnswer): LegAnswer {
  return { taskId, outcome: outcome as LegAnswer['outcome'] };
}
