import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isGrpcDeadlineError } from '@temporalio/client';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { Worker } from '@temporalio/worker';
import type { ProcessMemo } from '@throughline/process-contracts/clock';
import type { Queue } from '@throughline/process-contracts/queues';
import { searchAttributes } from '@throughline/process-contracts/search-attributes';
import { standingQuery } from '@throughline/process-contracts/standing';
import type { Standing } from '@throughline/process-contracts/standing';
import { staticSummary } from '@throughline/process-contracts/summaries';
import type { WorkflowType } from '@throughline/process-contracts/workflow-ids';
import { bundleFromSource, root } from './bundle-from-source';
import { StageWorker } from './stage-worker';

/** Activities by queue, played by fakes. */
export type Cast = Partial<Record<Queue, object>>;

/** Where `npm run record:histories` keeps one history for each branch; test/replay replays them. */
export const historiesFolder = join(root, 'test/replay/histories');

const bundled = { code: undefined as string | undefined };

/** The time-skipping server with the real workflow code. Serial: its time is one for all that runs on it. */
export class ProcessWorld {
  private constructor(private readonly env: TestWorkflowEnvironment) {}

  static async open(): Promise<ProcessWorld> {
    quietRuntime();
    const path = process.env.THROUGHLINE_TEST_SERVER;
    if (!path) throw new Error('Set THROUGHLINE_TEST_SERVER to the time-skipping test server (npm test does): process tests run on it.');
    bundled.code ??= await bundleFromSource();
    const env = await startedEnvironment(path);
    const keyword = 2;
    const datetime = 6;
    const attributes = Object.values(searchAttributes).map(({ name, type }) => [name, type === 'DATETIME' ? datetime : keyword] as const);
    await env.connection.operatorService.addSearchAttributes({ namespace: 'default', searchAttributes: Object.fromEntries(attributes) });
    return new ProcessWorld(env);
  }

  async close(): Promise<void> {
    await StageWorker.clear();
    await this.env.teardown();
  }

  /**
   * Plays one branch of a process with its own cast; its histories become the recording of that branch.
   * `workersLateMs`: the workers come up so much later, so that the first task of a run holds all that was said meanwhile.
   */
  async branch(name: `${string}/${string}`, cast: Cast, act: (stage: Stage) => Promise<void>, workersLateMs = 0): Promise<void> {
    const stage = new Stage(this.env, cast);
    const workers = await stage.workers(bundled.code as string, queueOf(name));
    let running: Promise<void>[] = [];
    const up = new Promise((done) => setTimeout(done, workersLateMs)).then(() => {
      running = workers.map((worker) => worker.run());
    });
    try {
      await Promise.all([act(stage), up]);
      if (process.env.RECORD_HISTORIES) await stage.record(name);
    } finally {
      await stage.clear();
      await up;
      workers.forEach((worker) => worker.shutdown());
      await Promise.all(running);
    }
  }
}

/** The world of one spec file: opened before its first test and closed after its last. Each test has a minute. */
export function theWorld(): Pick<ProcessWorld, 'branch'> {
  let world: ProcessWorld | undefined;
  jest.setTimeout(60_000);
  beforeAll(async () => {
    world = await ProcessWorld.open();
  });
  afterAll(() => world?.close());
  return { branch: (...played) => world!.branch(...played) };
}

/** One branch while it is played. */
export class Stage {
  private readonly started: WorkflowHandle[] = [];

  constructor(
    private readonly env: TestWorkflowEnvironment,
    private readonly cast: Cast,
  ) {}

  /** Only the worker that owns the process loads the workflow code. */
  workers(code: string, ownQueue: Queue): Promise<Worker[]> {
    return Promise.all(
      (Object.entries(this.cast) as [Queue, object][]).map(([taskQueue, activities]) =>
        StageWorker.on({
          connection: this.env.nativeConnection,
          taskQueue,
          activities: methodsOf(activities),
          shutdownForceTime: '5s',
          ...(taskQueue === ownQueue && { workflowBundle: { code }, workflowThreadPoolSize: 1, maxCachedWorkflows: 20 }),
        }),
      ),
    );
  }

  /** A clock never ends by itself, and the next branch must not meet it. */
  async clear(): Promise<void> {
    await this.tasksDone();
    await Promise.all(this.started.map(({ workflowId }) => this.env.client.workflow.getHandle(workflowId).terminate().catch(() => undefined)));
  }

  async start(type: WorkflowType, workflowId: string, taskQueue: Queue, input: unknown, memo: ProcessMemo = { sandbox: false }): Promise<WorkflowHandle> {
    const handle = await this.env.client.workflow.start(type, { workflowId, taskQueue, args: [input], memo: { ...memo }, staticSummary: staticSummary(type, workflowId) });
    this.started.push(handle);
    return handle;
  }

  get client() {
    return this.env.client;
  }

  async now(): Promise<Date> {
    return new Date(await this.env.currentTimeMs());
  }

  /** ISO 8601, so many hours from now. */
  async inHours(hours: number): Promise<string> {
    return new Date((await this.now()).getTime() + hours * 3_600_000).toISOString();
  }

  /** Lets that much time pass; timers on the way fire. */
  async pass(hours: number): Promise<void> {
    await this.tasksDone();
    await this.env.sleep(hours * 3_600_000);
  }

  /** What a process says of itself. The test server never answers a query whose run continues as new meanwhile: each is asked for a while, then anew. */
  async standing(process: WorkflowHandle): Promise<Standing> {
    for (;;) {
      try {
        return await this.env.client.withDeadline(Date.now() + 2_000, () => process.query(standingQuery));
      } catch (error) {
        if (!isGrpcDeadlineError(error)) throw error;
      }
    }
  }

  /** Waits in real time until the workflows have done something. */
  async until(what: () => boolean | Promise<boolean>): Promise<void> {
    const patience = Date.now() + 15_000;
    while (!(await what())) {
      if (Date.now() > patience) throw new Error(`Waited in vain for ${what.toString()}`);
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  /**
   * Waits, for a while, until no task of the branch is on its way. Time that skips runs into a task's own time-out, and a process that is terminated
   * with a task keeps the test server from skipping time ever after.
   */
  private async tasksDone(): Promise<void> {
    const patience = Date.now() + 3_000;
    for (const { workflowId } of this.started) {
      while (Date.now() < patience && onItsWay(await this.env.client.workflow.getHandle(workflowId).fetchHistory())) {
        await new Promise((done) => setTimeout(done, 20));
      }
    }
  }

  /** Every run of every workflow of the branch, in order. */
  async histories(): Promise<string[]> {
    const all: string[] = [];
    for (const { workflowId, firstExecutionRunId } of this.started as (WorkflowHandle & { firstExecutionRunId: string })[]) {
      for (let runId: string | undefined = firstExecutionRunId; runId; ) {
        const history = await this.env.client.workflow.getHandle(workflowId, runId).fetchHistory();
        all.push(historyToJSON(history));
        const last = history.events?.at(-1);
        runId = last?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId || undefined;
      }
    }
    return all;
  }

  async record(name: string): Promise<void> {
    for (const [index, history] of (await this.histories()).entries()) {
      const file = join(historiesFolder, `${name}.${index + 1}.json`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${JSON.stringify(JSON.parse(history, withoutMachine))}\n`);
    }
  }
}

const begun = ['WORKFLOW_TASK_SCHEDULED', 'ACTIVITY_TASK_SCHEDULED'];
const over = ['WORKFLOW_TASK_COMPLETED', 'WORKFLOW_TASK_FAILED', 'WORKFLOW_TASK_TIMED_OUT', 'ACTIVITY_TASK_COMPLETED', 'ACTIVITY_TASK_FAILED', 'ACTIVITY_TASK_TIMED_OUT', 'ACTIVITY_TASK_CANCELED'];

/** Whether a task or an activity has begun and not ended. */
function onItsWay(history: Parameters<typeof historyToJSON>[0]): boolean {
  const { events } = JSON.parse(historyToJSON(history)) as { events: { eventType: string }[] };
  const count = (names: string[]) => events.filter(({ eventType }) => names.includes(eventType.replace('EVENT_TYPE_', ''))).length;
  return count(begun) > count(over);
}

/** Which queue the process of a branch is polled on. */
const queuesOfProcesses: Record<string, Queue> = {
  approval: 'worklist',
  'approval-leg': 'worklist',
  collection: 'collections',
  'contract-review': 'contracts',
  'contract-term': 'contracts',
  'position-clock': 'directory',
  'presence-clock': 'worklist',
  'lead-recycling': 'leads',
  'lead-to-cash': 'processes',
  reconciliation: 'processes',
  'lead-assignment': 'leads',
  'policy-clock': 'leads',
  'stage-clock': 'opportunities',
  'visit-cadence': 'leads',
};
function queueOf(branch: string): Queue {
  const queue = queuesOfProcesses[branch.split('/')[0] as string];
  if (!queue) throw new Error(`Of which process is the branch ${branch}?`);
  return queue;
}

/** On a busy machine the Java server may miss the SDK's five seconds: it is started again. */
async function startedEnvironment(path: string): Promise<TestWorkflowEnvironment> {
  process.env.JAVA_TOOL_OPTIONS ??= '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC';
  for (let tries = 1; ; tries += 1) {
    try {
      return await TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } });
    } catch (error) {
      if (tries === 6) throw error;
    }
  }
}

/** Methods of a fake, bound, as the worker wants them. */
function methodsOf(fake: object): object {
  const names = [...Object.keys(fake), ...Object.getOwnPropertyNames(Object.getPrototypeOf(fake) as object)].filter((name) => name !== 'constructor');
  const record = fake as Record<string, unknown>;
  const methods = names.filter((name) => typeof record[name] === 'function');
  return Object.fromEntries(methods.map((name) => [name, (record[name] as (...args: unknown[]) => unknown).bind(fake)]));
}

let quiet = false;
function quietRuntime(): void {
  if (quiet) return;
  quiet = true;
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { forward: {}, filter: { core: 'ERROR', other: 'ERROR' } } } });
}

/** Which machine recorded it, and where its files lay there, is nobody's business. */
function withoutMachine(key: string, value: unknown): unknown {
  if (key === 'identity') return 'worker';
  return key === 'stackTrace' ? '' : value;
}
