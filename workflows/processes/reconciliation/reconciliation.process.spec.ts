import { ApplicationFailure } from '@temporalio/common';
import { queues, serviceQueues } from '@throughline/process-contracts/queues';
import type { ReconcilerActivities, ReconciliationActivities, ReconciliationReport } from '@throughline/process-contracts/reconciliation';
import type { OpenSubject } from '@throughline/process-contracts/worklist';
import { theWorld } from '../testing/process-world';
import type { Cast, Stage } from '../testing/process-world';

const world = theWorld();

const subject = (workflowId: string, type: OpenSubject['workflowType'] = 'approval'): OpenSubject => ({ workflowId, workflowType: type, queue: 'worklist', input: {} });

/** A service that knows what it holds open. */
class FakeService implements ReconciliationActivities {
  books: OpenSubject[] = [];
  open: OpenSubject[] = [];
  overdueDeadlines = 0;
  unsentOutbox = 0;
  down = false;

  reconcileFindings = async () => {
    if (this.down) throw ApplicationFailure.nonRetryable('away', 'unavailable.database');
    return { books: this.books, overdueDeadlines: this.overdueDeadlines, unsentOutbox: this.unsentOutbox };
  };
  /** One subject a page. */
  openSubjects = async ({ after }: { after?: string }) => {
    if (this.down) throw ApplicationFailure.nonRetryable('away', 'unavailable.database');
    const at = after === undefined ? 0 : Number(after);
    return { subjects: this.open.slice(at, at + 1), ...(at + 1 < this.open.length && { next: String(at + 1) }) };
  };
  subjectsOpen = async ({ workflowIds }: { workflowIds: string[] }) => {
    if (this.down) throw ApplicationFailure.nonRetryable('away', 'unavailable.database');
    return workflowIds.filter((id) => this.open.some(({ workflowId }) => workflowId === id));
  };
}

/** Temporal in memory: which stories run. */
class FakeEngine implements ReconcilerActivities {
  readonly log: string[] = [];
  running = new Set<string>();
  report?: ReconciliationReport;
  /** Comes up between the first and the second look. */
  onItsWay: string[] = [];

  missingStories = async ({ subjects }: { subjects: OpenSubject[] }) => {
    const missing = subjects.filter(({ workflowId }) => !this.running.has(workflowId));
    this.onItsWay.forEach((id) => this.running.add(id));
    return missing;
  };
  startStories = async ({ subjects }: { subjects: OpenSubject[] }) => {
    subjects.forEach(({ workflowId }) => this.running.add(workflowId) && this.log.push(`start ${workflowId}`));
    return subjects.length;
  };
  runningStories = async ({ type }: { type: string }) => ({ workflowIds: [...this.running].filter((id) => id.startsWith(`${type}:`)) });
  terminateStories = async ({ workflowIds }: { workflowIds: string[] }) => {
    workflowIds.forEach((id) => this.running.delete(id) && this.log.push(`terminate ${id}`));
    return workflowIds.length;
  };
  pokeClocks = async ({ clocks }: { clocks: OpenSubject[] }) => {
    clocks.forEach(({ workflowId }) => this.log.push(`poke ${workflowId}`));
    return clocks.length;
  };
  publishReport = async ({ report }: { report: ReconciliationReport }) => {
    this.report = report;
  };
}

const everybody = () => Object.fromEntries(serviceQueues.map((queue) => [queue, new FakeService()])) as Record<(typeof serviceQueues)[number], FakeService>;
const castOf = (engine: FakeEngine, services: object): Cast => ({ [queues.processes]: engine, ...services });

let number = 0;
const compare = async (stage: Stage, repair: boolean, memo?: { sandbox: boolean; continueAsNewEvents?: number }): Promise<ReconciliationReport> => {
  const story = await stage.start('reconciliation', `reconciliation:test:r${(number += 1)}`, 'processes', { repair }, memo);
  return (await stage.client.workflow.getHandle(story.workflowId).result()) as ReconciliationReport;
};
const clean = { booksWithoutClock: 0, overdueDeadlines: 0, storiesWithoutSubject: 0, subjectsWithoutStory: 0, unsentOutbox: 0, repaired: 0, unanswered: [], examples: [] };

describe('reconciliation', () => {
  it('says that all is well where it is', async () => {
    const [engine, services] = [new FakeEngine(), everybody()];
    services.worklist.open = [subject('approval:test:a'), subject('approval:test:b')];
    engine.running = new Set(['approval:test:a', 'approval:test:b']);
    await world.branch('reconciliation/clean', castOf(engine, services), async (stage) => {
      expect(await compare(stage, true)).toMatchObject(clean);
      expect(engine.report).toMatchObject(clean);
      expect(engine.log).toEqual([]);
    });
  });

  it('starts what is missing, ends what has no subject, pokes clocks that are late', async () => {
    const [engine, services] = [new FakeEngine(), everybody()];
    services.worklist.open = [subject('approval:test:lost'), subject('approval:test:runs')];
    services.leads.books = [subject('lead-recycling:test:p1:lane0', 'leadRecycling')];
    services.leads.overdueDeadlines = 7;
    services.contracts.unsentOutbox = 3;
    engine.running = new Set(['approval:test:runs', 'collection:test:orphan:1']);
    await world.branch('reconciliation/repairs', castOf(engine, services), async (stage) => {
      expect(await compare(stage, true)).toMatchObject({
        booksWithoutClock: 1, overdueDeadlines: 7, storiesWithoutSubject: 1, subjectsWithoutStory: 1, unsentOutbox: 3, repaired: 4, unanswered: [],
        examples: ['lead-recycling:test:p1:lane0', 'approval:test:lost', 'collection:test:orphan:1'],
      });
      expect(engine.log).toEqual(['start lead-recycling:test:p1:lane0', 'poke lead-recycling:test:p1:lane0', 'start approval:test:lost', 'terminate collection:test:orphan:1']);
    });
  });

  it('only counts when it is not to repair', async () => {
    const [engine, services] = [new FakeEngine(), everybody()];
    services.worklist.open = [subject('approval:test:lost')];
    services.leads.books = [subject('lead-recycling:test:p1:lane0', 'leadRecycling')];
    engine.running = new Set(['collection:test:orphan:1']);
    await world.branch('reconciliation/counts', castOf(engine, services), async (stage) => {
      expect(await compare(stage, false)).toMatchObject({ booksWithoutClock: 1, storiesWithoutSubject: 1, subjectsWithoutStory: 1, repaired: 0 });
      expect(engine.log).toEqual([]);
    });
  });

  it('looks twice: what was just on its way is no difference', async () => {
    const [engine, services] = [new FakeEngine(), everybody()];
    services.worklist.open = [subject('approval:test:new')];
    engine.onItsWay = ['approval:test:new'];
    await world.branch('reconciliation/on-its-way', castOf(engine, services), async (stage) => {
      expect(await compare(stage, true)).toMatchObject(clean);
    });
  });

  it('reports a service that does not answer and ends nothing on its silence', async () => {
    const [engine, services] = [new FakeEngine(), everybody()];
    services.collections.down = true;
    engine.running = new Set(['collection:test:maybe:1']);
    await world.branch('reconciliation/unanswered', castOf(engine, services), async (stage) => {
      expect(await compare(stage, true)).toMatchObject({ ...clean, unanswered: ['collections'] });
      expect(engine.log).toEqual([]);
    });
  });

  it('continues as new between pages', async () => {
    const [engine, services] = [new FakeEngine(), everybody()];
    services.worklist.open = Array.from({ length: 5 }, (_, at) => subject(`approval:test:${at}`));
    await world.branch('reconciliation/continued-as-new', castOf(engine, services), async (stage) => {
      expect(await compare(stage, true, { sandbox: false, continueAsNewEvents: 20 })).toMatchObject({ subjectsWithoutStory: 5, repaired: 5, storiesWithoutSubject: 0 });
      expect((await stage.histories()).length).toBeGreaterThan(1);
    });
  });
});
