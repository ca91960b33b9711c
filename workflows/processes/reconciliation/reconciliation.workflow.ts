import { patched, proxyActivities, sleep } from '@temporalio/workflow';
import { serviceQueues } from '@throughline/process-contracts/queues';
import type { Queue } from '@throughline/process-contracts/queues';
import { storyOwners } from '@throughline/process-contracts/reconciliation';
import type {
  ReconcilerActivities,
  ReconciliationActivities,
  ReconciliationInput,
  ReconciliationReport,
  StoryType,
} from '@throughline/process-contracts/reconciliation';
import type { OpenSubject } from '@throughline/process-contracts/worklist';
import { activitiesOn } from '../shared/activities';
import { runOf } from '../shared/run-length';
import { boardOf } from '../shared/standing';
import { carriedState } from '../shared/state';

const engine = activitiesOn<ReconcilerActivities>('processes');
/** A service that is down is reported, not waited for. */
const service = (taskQueue: Queue) =>
  proxyActivities<ReconciliationActivities>({ taskQueue, startToCloseTimeout: '10s', scheduleToCloseTimeout: '30s' });

/** The directory has had a queue since people's positions are planned: a run that began before does not ask it. */
const queuesAsked = (): Queue[] => (patched('directory-has-a-queue') ? [...serviceQueues] : serviceQueues.filter((queue) => queue !== 'directory'));

/** What may just be on its way is looked at again after this long before it is called missing. */
const secondLook = '3s';
const examplesKept = 20;

type Step =
  | { look: 'books' }
  | { look: 'subjects'; queue: Queue; after?: string }
  | { look: 'stories'; type: StoryType; page?: string };

interface ReconciliationState {
  report: ReconciliationReport;
  todo: Step[];
}

/** Compares what the services hold open with what runs, starts what is missing, ends what has no subject, pokes clocks that are late. */
export async function reconciliation(input: ReconciliationInput): Promise<ReconciliationReport> {
  const state = carriedState<ReconciliationState>({ schema: 1, ...input }, 1, firstLook);
  const { report, todo } = state;
  const board = boardOf([]);
  const run = runOf<ReconciliationInput>(() => ({ ...input, schema: 1, state }));

  for (let step = todo[0]; step; step = todo[0]) {
    board.show({ stage: step.look, waitsFor: `an answer about ${step.look}`, until: null, because: 'it compares', next: `${todo.length - 1} more` });
    const next = await take(step, report, input.repair);
    todo.splice(0, 1, ...(next ? [next] : []));
    await run.breathe();
  }
  await engine.publishReport({ report });
  board.end('compared');
  return report;
}

function firstLook(): ReconciliationState {
  const queues = queuesAsked();
  return {
    report: {
      at: new Date().toISOString(),
      booksWithoutClock: 0,
      overdueDeadlines: 0,
      storiesWithoutSubject: 0,
      subjectsWithoutStory: 0,
      unsentOutbox: 0,
      repaired: 0,
      unanswered: [],
      examples: [],
    },
    todo: [
      { look: 'books' },
      ...queues.map((queue): Step => ({ look: 'subjects', queue })),
      ...(Object.keys(storyOwners) as StoryType[]).map((type): Step => ({ look: 'stories', type })),
    ],
  };
}

/** One step; answers with the next page of the same, if there is one. */
async function take(step: Step, report: ReconciliationReport, repair: boolean): Promise<Step | undefined> {
  switch (step.look) {
    case 'books':
      await Promise.all(queuesAsked().map((queue) => lookAtBooks(queue, report, repair)));
      return undefined;
    case 'subjects':
      return lookAtSubjects(step, report, repair);
    case 'stories':
      return lookAtStories(step, report, repair);
  }
}

async function lookAtBooks(queue: Queue, report: ReconciliationReport, repair: boolean): Promise<void> {
  const findings = await answered(queue, report, service(queue).reconcileFindings());
  if (!findings) return;
  report.overdueDeadlines += findings.overdueDeadlines;
  report.unsentOutbox += findings.unsentOutbox;
  const missing = await missingForGood(findings.books);
  report.booksWithoutClock += missing.length;
  remember(report, missing);
  if (!repair) return;
  if (missing.length > 0) report.repaired += await engine.startStories({ subjects: missing });
  if (findings.overdueDeadlines > 0) report.repaired += await engine.pokeClocks({ clocks: findings.books });
}

async function lookAtSubjects(step: Step & { look: 'subjects' }, report: ReconciliationReport, repair: boolean): Promise<Step | undefined> {
  const { queue, after } = step;
  if (report.unanswered.includes(queue)) return undefined;
  const page = await answered(queue, report, service(queue).openSubjects(after === undefined ? {} : { after }));
  if (!page) return undefined;
  const stillMissing = await missingForGood(page.subjects);
  const open = stillMissing.length === 0 ? [] : await openNow(queue, report, stillMissing.map(({ workflowId }) => workflowId));
  const missing = stillMissing.filter(({ workflowId }) => open.includes(workflowId));
  report.subjectsWithoutStory += missing.length;
  remember(report, missing);
  if (repair && missing.length > 0) report.repaired += await engine.startStories({ subjects: missing });
  return page.next === undefined ? undefined : { ...step, after: page.next };
}

async function lookAtStories(step: Step & { look: 'stories' }, report: ReconciliationReport, repair: boolean): Promise<Step | undefined> {
  const { type, page } = step;
  const owner = storyOwners[type];
  if (report.unanswered.includes(owner)) return undefined;
  const running = await engine.runningStories({ type, ...(page !== undefined && { page }) });
  const suspects = await withoutSubject(owner, report, running.workflowIds);
  if (suspects.length > 0) await sleep(secondLook);
  const orphans = await withoutSubject(owner, report, suspects);
  report.storiesWithoutSubject += orphans.length;
  remember(report, orphans.map((workflowId) => ({ workflowId })));
  if (repair && orphans.length > 0) report.repaired += await engine.terminateStories({ workflowIds: orphans, reason: 'its subject is closed' });
  return running.next === undefined ? undefined : { ...step, page: running.next };
}

/** What is missing now and a moment later. */
async function missingForGood(subjects: OpenSubject[]): Promise<OpenSubject[]> {
  if (subjects.length === 0) return [];
  const missing = await engine.missingStories({ subjects });
  if (missing.length === 0) return [];
  await sleep(secondLook);
  return engine.missingStories({ subjects: missing });
}

/** A service that does not answer counts as "open": nothing is ended on its silence. */
async function withoutSubject(owner: Queue, report: ReconciliationReport, workflowIds: string[]): Promise<string[]> {
  if (workflowIds.length === 0) return [];
  const open = (await answered(owner, report, service(owner).subjectsOpen({ workflowIds }))) ?? workflowIds;
  return workflowIds.filter((workflowId) => !open.includes(workflowId));
}

async function openNow(owner: Queue, report: ReconciliationReport, workflowIds: string[]): Promise<string[]> {
  return (await answered(owner, report, service(owner).subjectsOpen({ workflowIds }))) ?? [];
}

async function answered<T>(queue: Queue, report: ReconciliationReport, question: Promise<T>): Promise<T | undefined> {
  return question.catch(() => {
    if (!report.unanswered.includes(queue)) report.unanswered.push(queue);
    return undefined;
  });
}

function remember(report: ReconciliationReport, found: { workflowId: string }[]): void {
  report.examples = [...report.examples, ...found.map(({ workflowId }) => workflowId)].slice(0, examplesKept);
}
