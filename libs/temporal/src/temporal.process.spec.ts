import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { TestWorkflowEnvironment } from '@temporalio/testing';

import { accessErrors } from '@throughline/errors/common-errors';
import { currentContext, withContext } from '@throughline/observability/context';

import { closeTemporalClients, temporalClient } from './client';
import { installRuntime } from './runtime';
import { ServiceWorker } from './service-worker';
import { Stories } from './stories';
import { addUpdate, askUpdate, closeSignal, type CounterActivities } from './testing/counter.workflow';

class Counts {
  started = 0;
  ended = 0;
  readonly touched = new Set<string>();
  touch = (workflowId: string) => void this.touched.add(workflowId);
  activityStarted = () => void (this.started += 1);
  activityEnded = () => void (this.ended += 1);
}

class Acts implements CounterActivities {
  tries = 0;
  context = async () => currentContext();
  refuse = async () => {
    throw accessErrors.denied({ detail: 'Not yours.', data: { owner: 'you' } });
  };
  stumble = async () => {
    this.tries += 1;
    if (this.tries < 3) throw new Error('the database is away');
    return `after ${this.tries} tries`;
  };
  large = async () => 'x'.repeat(70_000);
}

const queue = 'counting';
const code = (name: string) => expect.objectContaining({ code: name });

describe('stories and their worker', () => {
  const counts = new Counts();
  const acts = new Acts();
  const stories = new Stories(counts);
  const failures: unknown[] = [];
  let server: TestWorkflowEnvironment;
  let worker: ServiceWorker;
  let next = 0;
  const newId = () => `counter:demo:${(next += 1)}`;

  const newWorker = () =>
    new ServiceWorker({
      queue,
      activities: acts,
      workflowBundle: 'none',
      workflowsPath: join(__dirname, 'testing/counter.workflow.ts'),
      workflowInterceptorModules: [join(__dirname, 'workflow-interceptors.ts')],
      maxCachedWorkflows: 10,
      count: counts,
      onFailure: (error) => failures.push(error),
    });

  async function running(subject: ServiceWorker): Promise<void> {
    for (let i = 0; subject.state !== 'running'; i += 1) {
      if (i > 400 || subject.state === 'failed') throw new Error(`the worker is ${subject.state}: ${String(failures[0])}`);
      await pause(50);
    }
  }

  beforeAll(async () => {
    process.env.LOG_LEVEL = 'silent';
    installRuntime();
    const path = process.env.THROUGHLINE_TEST_SERVER;
    if (!path) throw new Error('Set THROUGHLINE_TEST_SERVER to the time-skipping test server (npm test does).');
    server = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } });
    process.env.TEMPORAL_ADDRESS = server.address;
    process.env.TEMPORAL_NAMESPACE = 'default';
    worker = newWorker();
    worker.start();
    await running(worker);
  }, 60_000);

  afterAll(async () => {
    await worker?.stop();
    await closeTemporalClients();
    await server?.teardown();
  }, 60_000);

  it('start a subject once, also when it has ended', async () => {
    const id = newId();
    expect(await stories.start('counter', id, queue, {})).toBe('started');
    expect(await stories.start('counter', id, queue, {})).toBe('exists');
    await stories.signal(id, closeSignal);
    await temporalClient().workflow.getHandle(id).result();
    expect(await stories.start('counter', id, queue, {})).toBe('exists');
    expect(counts.touched).toContain(id);
  });

  it('make one of what is signalled at once from many sides', async () => {
    const id = newId();
    await Promise.all(Array.from({ length: 5 }, () => stories.signalWithStart('counter', id, queue, {}, closeSignal, [])));
    await temporalClient().workflow.getHandle(id).result();
  });

  it('carry the caller through update and activity, and act for themselves after that', async () => {
    const id = newId();
    const caller = { correlationId: 'deal-1', traceparent: '00-1-2-01', principal: { personId: 'ann', authType: 'user' as const } };
    await withContext(caller, () => stories.start('counter', id, queue, {}));
    const asked = await withContext({ ...caller, correlationId: 'deal-1b' }, () => stories.update(id, askUpdate, ['context'], { updateId: 'u1' }));
    expect(asked).toMatchObject({ correlationId: 'deal-1b', traceparent: '00-1-2-01', principal: { personId: 'ann', authType: 'user' }, workflowId: id });
    await stories.signal(id, closeSignal);
    const { seen } = (await temporalClient().workflow.getHandle(id).result()) as { seen: unknown[] };
    const itself = { correlationId: 'deal-1', traceparent: '00-1-2-01', principal: { personId: 'system:counter', authType: 'system' }, workflowId: id };
    expect(seen).toEqual([expect.objectContaining(itself), expect.objectContaining(itself)]);
  });

  it('answer an update, once for each update id', async () => {
    const id = newId();
    await stories.start('counter', id, queue, {});
    expect(await stories.update(id, addUpdate, [{ n: 2 }], { updateId: 'a' })).toBe(2);
    expect(await stories.update(id, addUpdate, [{ n: 2 }], { updateId: 'a' })).toBe(2);
    expect(await stories.update(id, addUpdate, [{ n: 3 }], { updateId: 'b' })).toBe(5);
  });

  it('throw what the validator or the activity refused with, details and all', async () => {
    const id = newId();
    await stories.start('counter', id, queue, {});
    await expect(stories.update(id, addUpdate, [{ n: 11 }], { updateId: 'c' })).rejects.toMatchObject({ code: 'access.denied', details: { detail: 'At most ten.' } });
    await expect(stories.update(id, askUpdate, ['refuse'], { updateId: 'd' })).rejects.toMatchObject({
      code: 'access.denied',
      details: { detail: 'Not yours.', data: { owner: 'you' } },
    });
  });

  it('try again what is nobody’s refusal', async () => {
    const id = newId();
    await stories.start('counter', id, queue, {});
    expect(await stories.update(id, askUpdate, ['stumble'], { updateId: 'e' })).toBe('after 3 tries');
    expect(counts.started).toBe(counts.ended);
  });

  it('say when the workflow has ended or never was', async () => {
    const id = newId();
    await expect(stories.update(id, addUpdate, [{ n: 1 }], { updateId: 'f' })).rejects.toEqual(code('story.not_running'));
    await expect(stories.signal(id, closeSignal)).rejects.toEqual(code('story.not_running'));
  });

  it('do not know when no answer comes in time', async () => {
    const id = newId();
    await stories.start('counter', id, queue, {});
    expect(await stories.update(id, askUpdate, ['for ever'], { updateId: 'g', timeoutMs: 700 })).toBe('unknown');
  });

  it('refuse what is too large to be an id', async () => {
    await expect(stories.start('counter', newId(), queue, 'x'.repeat(70_000))).rejects.toThrow(/70002 bytes/);
  });

  it('tell that the server is away', async () => {
    const address = process.env.TEMPORAL_ADDRESS;
    process.env.TEMPORAL_ADDRESS = '127.0.0.1:1';
    try {
      await expect(stories.start('counter', newId(), queue, {})).rejects.toEqual(code('unavailable.temporal'));
      expect(await stories.update('x', addUpdate, [{ n: 1 }], { updateId: 'h', timeoutMs: 500 })).toBe('unknown');
      const waiting = newWorker();
      waiting.start();
      await pause(300);
      expect(waiting.state).toBe('connecting');
      await waiting.stop();
      expect(waiting.state).toBe('stopped');
    } finally {
      process.env.TEMPORAL_ADDRESS = address;
    }
  }, 20_000);
});
