// Workflows of the tests of this library.
import { ApplicationFailure, condition, defineSignal, defineUpdate, proxyActivities, proxyLocalActivities, setHandler } from '@temporalio/workflow';

export interface CounterActivities {
  context(): Promise<unknown>;
  refuse(): Promise<void>;
  stumble(): Promise<string>;
  large(): Promise<string>;
}

const { context } = proxyLocalActivities<CounterActivities>({ startToCloseTimeout: '5s' });
const { refuse, stumble, large } = proxyActivities<CounterActivities>({ startToCloseTimeout: '5s', retry: { initialInterval: 50 } });

export const addUpdate = defineUpdate<number, [{ n: number }]>('add');
export const askUpdate = defineUpdate<unknown, [string]>('ask');
export const closeSignal = defineSignal('close');

/** Counts what it is told, runs activities when asked, ends when closed. */
export async function counter(): Promise<{ seen: unknown[] }> {
  let count = 0;
  let closed = false;
  const seen: unknown[] = [];
  setHandler(addUpdate, ({ n }) => (count += n), {
    validator: ({ n }) => {
      if (n > 10) throw ApplicationFailure.nonRetryable('too many', 'access.denied', { detail: 'At most ten.' });
    },
  });
  setHandler(askUpdate, async (what) => {
    if (what === 'context') return context();
    if (what === 'stumble') return stumble();
    if (what === 'large') return large();
    if (what === 'for ever') return condition(() => false);
    return refuse();
  });
  setHandler(closeSignal, () => {
    closed = true;
  });
  seen.push(await context());
  await condition(() => closed);
  seen.push(await context());
  return { seen };
}
