import { setTimeout as pause } from 'node:timers/promises';

import { currentContext, withContext } from './context';
import { HealthRegistry } from './health';
import { counter, metricsRegistry } from './metrics';
import { startSpan, startTracing, stopTracing } from './tracing';

describe('the context of work', () => {
  it('stays with the work that was begun in it', async () => {
    const seen = await Promise.all(
      ['a', 'b'].map((correlationId) =>
        withContext({ correlationId }, async () => {
          await pause(5);
          return currentContext().correlationId;
        }),
      ),
    );
    expect(seen).toEqual(['a', 'b']);
    expect(currentContext()).toEqual({});
  });
});

describe('health', () => {
  it('names each check that fails or throws, and is good when none does', async () => {
    const health = new HealthRegistry();
    health.add('database', () => ({ ok: true }));
    expect(await health.run()).toEqual({ ok: true, checks: { database: { ok: true } } });
    health.add('kafka', () => Promise.reject(new Error('no broker')));
    expect(await health.run()).toEqual({ ok: false, checks: { database: { ok: true }, kafka: { ok: false, reason: 'no broker' } } });
  });

  it('does not wait for ever', async () => {
    jest.useFakeTimers();
    const health = new HealthRegistry();
    health.add('stuck', () => new Promise(() => undefined));
    const answer = health.run();
    await jest.advanceTimersByTimeAsync(2_000);
    expect((await answer).ok).toBe(false);
    jest.useRealTimers();
  });
});

describe('metrics', () => {
  it('of one name are one metric, whoever asks for it', async () => {
    counter('sample_total', 'A sample.', ['service']).inc({ service: 'a' });
    counter('sample_total', 'A sample.', ['service']).inc({ service: 'b' }, 2);
    expect(await metricsRegistry.metrics()).toMatch(/sample_total\{service="a"\} 1\nsample_total\{service="b"\} 2/);
  });
});

describe('tracing', () => {
  const parent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

  it('is off and not even loaded without a collector', () => {
    startTracing('');
    expect(startSpan('x', parent)).toBeUndefined();
    expect(Object.keys(require.cache).some((file) => file.includes('@opentelemetry/sdk-node'))).toBe(false);
  });

  it('continues the trace it is given', async () => {
    startTracing('http://127.0.0.1:1');
    const span = startSpan('x', parent);
    expect(span?.traceparent).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-(?!00f067aa0ba902b7)[0-9a-f]{16}-01$/);
    span?.end();
    await stopTracing();
    expect(startSpan('x', parent)).toBeUndefined();
  }, 20_000);
});
