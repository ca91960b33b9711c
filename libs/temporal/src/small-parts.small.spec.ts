import { type ApplicationFailure, CancelledFailure } from '@temporalio/common';

import { accessErrors, unavailableErrors } from '@throughline/errors/common-errors';

import { activitiesOf } from './activities-of';
import { asApplicationFailure } from './activity-interceptors';
import { operationOf, withOperation } from './header';
import { PAYLOAD_LIMIT, PayloadLimit } from './payload-limit';
import { sandboxActivities } from './sandbox-activities';

describe('the failure of an activity', () => {
  it('is final for a refusal, with its code as type', () => {
    expect(asApplicationFailure(accessErrors.denied({ detail: 'No.', cause: new Error('secret') }))).toMatchObject({
      type: 'access.denied',
      nonRetryable: true,
      details: [{ detail: 'No.' }],
    });
  });

  it('is tried again for all else, and tells nothing of the inside', () => {
    const failure = asApplicationFailure(new Error('SELECT secret')) as ApplicationFailure;
    expect(failure).toMatchObject({ type: 'unexpected.internal', nonRetryable: false });
    expect(JSON.stringify([failure.message, failure.details])).not.toContain('secret');
    expect(asApplicationFailure(unavailableErrors.database())).toMatchObject({ nonRetryable: false });
  });

  it('is left alone when it is Temporal’s own', () => {
    const cancelled = new CancelledFailure('cancelled');
    expect(asApplicationFailure(cancelled)).toBe(cancelled);
  });
});

describe('activitiesOf', () => {
  class One {
    greeting = 'hello';
    async greet() {
      return this.greeting;
    }
    onModuleInit() {}
  }
  class Two {
    async greet() {}
  }

  it('binds the methods of each instance and leaves Nest’s hooks out', async () => {
    const activities = activitiesOf([new One()]);
    expect(Object.keys(activities)).toEqual(['greet']);
    await expect(activities.greet!()).resolves.toBe('hello');
  });

  it('refuses the same activity twice', () => {
    expect(() => activitiesOf([new One(), new Two()])).toThrow('greet');
  });
});

describe('headers', () => {
  it('come back as they were put on, beside others', () => {
    const other = { metadata: {}, data: new Uint8Array() };
    const headers = withOperation({ other }, { correlationId: 'c1' });
    expect(operationOf(headers)).toEqual({ correlationId: 'c1' });
    expect(headers.other).toBe(other);
    expect(withOperation({}, undefined)).toEqual({});
  });
});

describe('payloads', () => {
  it('pass up to the limit and not a byte over', async () => {
    const payload = (bytes: number) => ({ metadata: {}, data: new Uint8Array(bytes) });
    await expect(new PayloadLimit().encode([payload(PAYLOAD_LIMIT)])).resolves.toHaveLength(1);
    await expect(new PayloadLimit().encode([payload(1), payload(PAYLOAD_LIMIT + 1)])).rejects.toThrow('65537 bytes');
    await expect(new PayloadLimit().decode([payload(PAYLOAD_LIMIT + 1)])).resolves.toHaveLength(1);
  });
});

describe('wake-ups of a sandbox', () => {
  const noon = new Date('2026-03-02T12:00:00Z');
  class Register {
    readonly rows = new Map<string, Date>();
    now = async () => noon;
    register = async (workflowId: string, at: Date) => void this.rows.set(workflowId, at);
    clear = async (workflowId: string) => void this.rows.delete(workflowId);
  }

  it('are kept until cleared', async () => {
    const register = new Register();
    const { registerWakeUp, clearWakeUp } = sandboxActivities(register);
    expect(await registerWakeUp({ workflowId: 'w', at: '2026-03-02T12:00:01Z' })).toEqual({ reached: false });
    expect([...register.rows]).toEqual([['w', new Date('2026-03-02T12:00:01Z')]]);
    await clearWakeUp({ workflowId: 'w' });
    expect(register.rows.size).toBe(0);
  });

  it('are not kept for an instant that business time has reached', async () => {
    const register = new Register();
    expect(await sandboxActivities(register).registerWakeUp({ workflowId: 'w', at: noon.toISOString() })).toEqual({ reached: true });
    expect(register.rows.size).toBe(0);
  });

  it('are refused where there is no register', async () => {
    await expect(sandboxActivities().registerWakeUp({ workflowId: 'w', at: noon.toISOString() })).rejects.toThrow('no register');
  });
});
