import { AsyncResource } from 'node:async_hooks';

import { defineEvent } from '@throughline/events/event-definition';
import { unavailableErrors } from '@throughline/errors/common-errors';
import { currentContext } from '@throughline/observability/context';
import type { Tx } from '@throughline/persistence/transaction';
import { eventually } from '@throughline/testing/eventually';
import { InMemoryKafka } from '@throughline/testing/in-memory-kafka';
import { testDatabase } from '@throughline/testing/test-database';
import type { TestDatabase } from '@throughline/testing/test-database';
import { z } from 'zod';

import { DeadLetters } from './dead-letters';
import { EventConsumers } from './event-consumers';
import type { OutgoingRecord } from './kafka-port';
import { lockKey, park } from './parking';
import { QuietProbe } from './quiet-probe';
import { Subscriptions } from './subscriptions';
import { TriggerConsumer } from './trigger-consumer';

jest.setTimeout(60_000);

const counted = defineEvent('sample', 'counted', 'Something was counted.', z.object({ n: z.int() }));
const ignored = defineEvent('sample', 'ignored', 'Nobody listens to it.', z.object({}));

let database: TestDatabase;
/** As another request would: not inside the transaction that is open here. */
const outside = AsyncResource.bind((work: () => void) => work());
let kafka: InMemoryKafka;
let consumers: EventConsumers;
let probe: QuietProbe;
let behaviour: (n: number, key: string) => void | Promise<void>;
let letters: DeadLetters;

class KeepCount {
  readonly consumer = 'keep-count';
  readonly on = [counted];
  async handle(event: { data: { n: number }; key: string }, tx: Tx): Promise<void> {
    await tx.query('INSERT INTO effect (key, n, correlation) VALUES ($1, $2, $3)', [event.key, event.data.n, currentContext().correlationId]);
    await behaviour(event.data.n, event.key);
  }
}

beforeAll(async () => {
  database = await testDatabase();
  await database.query('CREATE TABLE effect (seq bigserial, key text, n int, correlation text)');
  await database.query('GRANT ALL ON effect, effect_seq_seq TO PUBLIC');
});
beforeEach(async () => {
  await database.truncate('effect', 'inbox', 'parked_event');
  kafka = new InMemoryKafka();
  probe = new QuietProbe();
  behaviour = () => undefined;
  const subscriptions = new Subscriptions([new KeepCount()]);
  letters = new DeadLetters(database.transactions, database.messagingSettings, { subscriptions: () => Promise.resolve(subscriptions) });
  consumers = new EventConsumers(kafka, database.transactions, database.messagingSettings, subscriptions, probe, (error) => {
    throw error;
  });
  consumers.start();
});
afterEach(() => consumers.stop());
afterAll(() => database.drop());

let ids = 0;
function record(key: string, data: unknown, type = counted.type): OutgoingRecord {
  ids += 1;
  const at = new Date().toISOString();
  return {
    topic: counted.topic,
    key,
    value: typeof data === 'string' ? data : JSON.stringify(data),
    headers: {
      ce_id: `00000000-0000-7000-8000-${String(ids).padStart(12, '0')}`,
      ce_source: '/throughline/test/other',
      ce_type: type,
      ce_subject: `sample/${key}`,
      ce_time: at,
      ce_recordedtime: at,
      ce_sequence: '1',
      ce_correlationid: `deal-${key}`,
      ce_tenantid: 'test',
    },
  };
}
const effects = async (key: string): Promise<number[]> =>
  (await database.query<{ n: number }>('SELECT n FROM effect WHERE key = $1 ORDER BY seq', [key])).map((row) => row.n);
const settled = async (): Promise<void> => {
  await eventually(async () => {
    const { published, consumed } = { published: kafka.records(counted.topic).length - 1, consumed: (await probe.snapshot()).consumed };
    return Number(consumed['throughline.sample']?.[counted.topic]?.[0]?.lastOffset ?? -1) >= published;
  });
};

describe('consumers of a service', () => {
  it('let each event take effect once, however often it is delivered', async () => {
    const events = ['a', 'b', 'a'].map((key, n) => record(key, { n }));
    for (let times = 0; times < 4; times += 1) await kafka.publishBatch(events);
    await settled();
    expect([await effects('a'), await effects('b')]).toEqual([[0, 2], [1]]);
  });

  it('handle an event in the context of its deal', async () => {
    await kafka.publishBatch([record('a', { n: 1 })]);
    await settled();
    expect(await database.query('SELECT correlation FROM effect')).toEqual([{ correlation: 'deal-a' }]);
  });

  it('pass over what nobody listens to', async () => {
    await kafka.publishBatch([record('a', {}, ignored.type), record('a', { n: 1 })]);
    await settled();
    expect(await effects('a')).toEqual([1]);
    expect(await database.query('SELECT count(*)::int AS n FROM inbox')).toEqual([{ n: 1 }]);
  });

  it('undo a failed attempt and try again', async () => {
    let failures = 0;
    behaviour = () => {
      if ((failures += 1) < 4) throw new Error('not yet');
    };
    await kafka.publishBatch([record('a', { n: 1 })]);
    await settled();
    expect(await effects('a')).toEqual([1]);
  });

  it('wait for the database as long as it takes', async () => {
    let failures = 0;
    behaviour = () => {
      if ((failures += 1) < 7) throw unavailableErrors.database();
    };
    await kafka.publishBatch([record('a', { n: 1 })]);
    await eventually(async () => (await effects('a')).length === 1, 60_000);
    expect(await letters.list()).toEqual([]);
  }, 90_000);

  it('park a poisonous event with all later ones of its key, and go on with the others', async () => {
    behaviour = (n) => {
      if (n === 1) throw new Error('poison');
    };
    await kafka.publishBatch([record('a', { n: 1 }), record('b', { n: 10 }), record('a', { n: 2 }), record('a', { n: 3 }), record('b', { n: 11 })]);
    await settled();
    expect([await effects('a'), await effects('b')]).toEqual([[], [10, 11]]);
    expect(await letters.list()).toMatchObject([{ consumer: 'keep-count', key: 'a', waiting: 3 }]);
    const [letter] = kafka.records('throughline.dlq.sample');
    expect(letter?.headers).toMatchObject({ ce_type: counted.type, dlq_error: 'poison', dlq_topic: counted.topic, dlq_consumer: 'keep-count' });
  });

  it('replay a parked key in order and set it free', async () => {
    behaviour = (n) => {
      if (n === 1) throw new Error('poison');
    };
    const events = [record('a', { n: 1 }), record('a', { n: 2 })];
    await kafka.publishBatch(events);
    await settled();
    expect(await letters.replay()).toEqual({ replayed: 0, stillFailing: [{ consumer: 'keep-count', key: 'a', error: 'poison' }] });
    await kafka.publishBatch([record('a', { n: 3 })]);
    await settled();
    behaviour = () => undefined;
    expect(await letters.replay()).toEqual({ replayed: 3, stillFailing: [] });
    // Free again, and what was replayed counts as received.
    await kafka.publishBatch([record('a', { n: 4 }), ...events]);
    await settled();
    expect(await effects('a')).toEqual([1, 2, 3, 4]);
    expect(await letters.list()).toEqual([]);
  });

  it('keep the order of a key while new events arrive during its replay', async () => {
    behaviour = (n) => {
      if (n === 0) throw new Error('poison');
    };
    await kafka.publishBatch([record('a', { n: 0 })]);
    await settled();
    behaviour = () => new Promise((resolve) => setTimeout(resolve, 5));
    const replaying = letters.replay();
    for (let n = 1; n <= 30; n += 1) {
      await kafka.publishBatch([record('a', { n })]);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 8));
    }
    await replaying;
    await settled();
    expect(await effects('a')).toEqual(Array.from({ length: 31 }, (_, n) => n));
  });

  it('do not park behind an event whose replay ends just then', async () => {
    behaviour = () => {
      throw new Error('poison');
    };
    await kafka.publishBatch([record('a', { n: 1 })]);
    await settled();
    const later = { ...record('a', { n: 2 }), partition: 0, offset: '1' };
    let parking: Promise<boolean> | undefined;
    await database.transactions.run(async (tx) => {
      await lockKey(tx, 'keep-count', counted.topic, 'a');
      await tx.query('UPDATE parked_event SET replayed_at = now()');
      parking = new Promise((resolve, reject) => outside(() => void database.transactions.run((other) => park(other, 'keep-count', later)).then(resolve, reject)));
      await new Promise((resolve) => setTimeout(resolve, 100));
    });
    expect(await parking).toBe(false);
  });

  it('park what cannot be read without trying twice', async () => {
    let calls = 0;
    behaviour = () => void (calls += 1);
    await kafka.publishBatch([record('a', 'no json'), record('b', { n: 'no number' }), record('c', { n: 1 })]);
    await settled();
    expect(calls).toBe(1);
    expect((await letters.list()).map((parked) => parked.key)).toEqual(['a', 'b']);
  });
});

describe('triggers', () => {
  it('wait for what is away, give up on what is bad, and go on', async () => {
    const seen: number[] = [];
    let away = 3;
    const triggers = new TriggerConsumer({
      port: kafka,
      subscriptions: [
        {
          consumer: 'start-story',
          on: [counted],
          handle: async (event) => {
            if (away > 0) {
              away -= 1;
              throw Object.assign(new Error('14 UNAVAILABLE'), { code: 14 });
            }
            if (event.data.n === 2) throw new Error('bad');
            seen.push(event.data.n);
          },
        },
      ],
      onFatal: (error) => {
        throw error;
      },
    });
    triggers.start();
    await kafka.publishBatch([1, 2, 3].map((n) => record('a', { n })));
    await eventually(() => seen.length === 2);
    await triggers.stop();
    expect(seen).toEqual([1, 3]);
    expect(kafka.records('throughline.dlq.triggers')).toHaveLength(1);
  });
});
