import { setHandler, workflowInfo } from '@temporalio/workflow';
import { collectionChangedSignal } from '@throughline/process-contracts/collections';
import type { CollectionInput, CollectionMoment, CollectionOutcome, CollectionsActivities } from '@throughline/process-contracts/collections';
import type { WorklistActivities } from '@throughline/process-contracts/worklist';
import { activitiesOn, ownActivities } from '../shared/activities';
import { deskOf, emptyDesk } from '../shared/desk';
import type { DeskState } from '../shared/desk';
import { runOf } from '../shared/run-length';
import { answerSilence, endOfPatience } from '../shared/silence';
import { sleeper } from '../shared/sleep';
import { boardOf } from '../shared/standing';
import { carriedState } from '../shared/state';

const { nextCollectionMoment } = ownActivities<CollectionsActivities>();
const { actOnCollection } = activitiesOn<CollectionsActivities>('collections');
const worklist = activitiesOn<WorklistActivities>('worklist');

interface CollectionState {
  desk: DeskState;
  /** How many tasks were opened: part of their idempotency keys. */
  tasks: number;
  done: string[];
}

/** Reminds one customer before and after due, for all that he owes, hands him to people at the last level, stops when he has paid. */
export async function collection(input: CollectionInput): Promise<CollectionOutcome> {
  const state = carriedState<CollectionState>(input, 1, () => ({ desk: emptyDesk(), tasks: 0, done: [] }));
  const customer = watchCustomer(input, state);

  let moment = await nextCollectionMoment({ caseId: input.caseId });
  while (moment.kind !== 'closed') {
    const woken = await customer.sleepUntil(moment);
    if (woken === 'due') moment = await customer.act(moment);
    if (woken === 'changed') moment = await nextCollectionMoment({ caseId: input.caseId });
    if (moment.kind !== 'closed') await customer.run.breathe();
  }
  return customer.leaveAlone(moment.outcome ?? 'paid');
}

function watchCustomer(input: CollectionInput, state: CollectionState) {
  const { workflowId } = workflowInfo();
  const desk = deskOf(state.desk, worklist, workflowId, { askOfUnknown: true });
  const sleep = sleeper();
  const board = boardOf(state.done);
  const run = runOf<CollectionInput>(() => ({ ...input, state }));
  // Not carried across: every run begins by asking for the next moment.
  let changed = false;
  setHandler(collectionChangedSignal, () => {
    changed = true;
  });

  return {
    run,

    /** `due`: the moment has come · `changed`: money or lines moved, ask again · `waits`: neither, a task was looked after. */
    async sleepUntil(moment: CollectionMoment): Promise<'due' | 'changed' | 'waits'> {
      const patience = endOfPatience(state.desk.open);
      const until = earlier(moment.at, patience?.at ?? null);
      board.show({
        stage: moment.kind,
        waitsFor: moment.kind === 'wait' ? 'a change of what is owed' : `the moment of ${moment.kind}`,
        until,
        because: moment.because,
        next: until !== moment.at && patience ? `${patience.step} the collector` : moment.kind,
      });
      const woken = await sleep.until(until, () => changed || state.desk.news.length > 0 || run.isLong(), moment.kind);
      while (desk.take()) board.did('the collector answered');
      if (changed) {
        changed = false;
        return 'changed';
      }
      if (woken === 'interrupted' || until === null) return 'waits';
      if (patience && until === patience.at) (await answerSilence(desk, state.desk, until, worklist)).forEach(board.did);
      return until === moment.at ? 'due' : 'waits';
    },

    /** Sends what is due; at the last level people take over. The act re-checks under lock that something is still owed. */
    async act(moment: CollectionMoment): Promise<CollectionMoment> {
      const { next, task } = await actOnCollection({ caseId: input.caseId, version: moment.version });
      board.did(`${moment.at}: ${moment.kind}`);
      if (!task) return next;
      state.tasks += 1;
      const key = `${workflowId}:task:${state.tasks}`;
      await desk.expect(async () => [await worklist.openTask({ ...task, workflowId, key })]);
      return next;
    },

    /** Nothing is owed any more: whoever was asked to call need not. */
    async leaveAlone(outcome: CollectionOutcome): Promise<CollectionOutcome> {
      if (state.tasks > 0) await worklist.cancelTasks({ workflowId, reason: outcome });
      desk.clear();
      board.end(outcome);
      await sleep.end();
      return outcome;
    },
  };
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return Date.parse(a) <= Date.parse(b) ? a : b;
}
