import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { TestWorkflowEnvironment } from '@temporalio/testing';
import { NativeConnection } from '@temporalio/worker';
import { ThreadedVMWorkflowCreator } from '@temporalio/worker/lib/workflow/threaded-vm';

import { closeTemporalClients, temporalClient } from './client';
import { installRuntime } from './runtime';
import { ServiceWorker } from './service-worker';
import { Stories } from './stories';
import { addUpdate, closeSignal } from './testing/counter.workflow';

describe('workers of one process', () => {
  const stories = new Stories({ touch: () => undefined });
  const workers: ServiceWorker[] = [];
  let server: TestWorkflowEnvironment;
  const threads = jest.spyOn(ThreadedVMWorkflowCreator, 'create');
  const connections = jest.spyOn(NativeConnection, 'connect');

  /** A worker of the queue, polling; its one activity says which queue it is of. */
  async function working(queue: string): Promise<ServiceWorker> {
    const worker = new ServiceWorker({
      queue,
      activities: { context: () => Promise.resolve(queue) },
      workflowBundle: 'none',
      workflowsPath: join(__dirname, 'testing/counter.workflow.ts'),
      workflowInterceptorModules: [join(__dirname, 'workflow-interceptors.ts')],
      maxCachedWorkflows: 10,
      onFailure: (error) => console.error(error),
    });
    workers.push(worker);
    worker.start();
    for (let i = 0; worker.state !== 'running'; i += 1) {
      if (i > 400 || worker.state === 'failed') throw new Error(`the worker of ${queue} is ${worker.state}`);
      await pause(50);
    }
    return worker;
  }

  const begin = (queue: string, id: string) => stories.start('counter', id, queue, {});
  const add = (id: string, updateId: string) => stories.update(id, addUpdate, [{ n: 1 }], { updateId });
  async function end(id: string): Promise<unknown> {
    await stories.signal(id, closeSignal);
    return temporalClient().workflow.getHandle(id).result();
  }

  beforeAll(async () => {
    process.env.LOG_LEVEL = 'silent';
    installRuntime();
    const path = process.env.THROUGHLINE_TEST_SERVER;
    if (!path) throw new Error('Set THROUGHLINE_TEST_SERVER to the time-skipping test server (npm test does).');
    server = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } });
    process.env.TEMPORAL_ADDRESS = server.address;
    process.env.TEMPORAL_NAMESPACE = 'default';
  }, 60_000);

  beforeEach(() => void [threads, connections].forEach((made) => made.mockClear()));

  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  }, 30_000);

  afterAll(async () => {
    await closeTemporalClients();
    await server?.teardown();
  }, 60_000);

  it('run the workflows of all their queues in one thread, each with the activities of its own queue', async () => {
    await Promise.all([working('north'), working('south')]);
    await Promise.all([begin('north', 'ground:n'), begin('south', 'ground:s')]);
    expect(await Promise.all([add('ground:n', '1'), add('ground:s', '1')])).toEqual([1, 1]);
    expect(await add('ground:s', '2')).toBe(2);
    expect(await Promise.all([end('ground:n'), end('ground:s')])).toEqual([{ seen: ['north', 'north'] }, { seen: ['south', 'south'] }]);
    for (const made of [threads, connections]) expect(made).toHaveBeenCalledTimes(1);
  }, 60_000);

  it('go on when one of them ends, and begin anew when all have ended', async () => {
    const [north] = await Promise.all([working('north'), working('south')]);
    await Promise.all([begin('north', 'ground:n2'), begin('south', 'ground:s2')]);
    await Promise.all([add('ground:n2', '1'), add('ground:s2', '1')]);
    await north?.stop();
    expect(await add('ground:s2', '2')).toBe(2);
    await working('north');
    // Runs of its own: the test server sends a run that was cached by a worker that has ended to nobody else.
    await begin('north', 'ground:n3');
    expect(await add('ground:n3', '1')).toBe(1);
    for (const made of [threads, connections]) expect(made).toHaveBeenCalledTimes(1);

    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
    await Promise.all([working('north'), working('south')]);
    await Promise.all([begin('north', 'ground:n4'), begin('south', 'ground:s4')]);
    expect(await Promise.all([add('ground:n4', '1'), add('ground:s4', '1')])).toEqual([1, 1]);
    for (const made of [threads, connections]) expect(made).toHaveBeenCalledTimes(2);
  }, 60_000);

  it('have nothing in common when they poll the same queue', async () => {
    await Promise.all([working('east'), working('east')]);
    await begin('east', 'ground:e');
    expect(await add('ground:e', '1')).toBe(1);
    for (const made of [threads, connections]) expect(made).toHaveBeenCalledTimes(2);
  }, 60_000);
});
