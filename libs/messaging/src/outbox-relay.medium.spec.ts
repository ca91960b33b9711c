import { randomBytes } from 'node:crypto';

import type { DomainEvent } from '@throughline/events/event-definition';
import { eventually } from '@throughline/testing/eventually';
import { InMemoryKafka } from '@throughline/testing/in-memory-kafka';
import { testDatabase } from '@throughline/testing/test-database';
import type { TestDatabase } from '@throughline/testing/test-database';

import type { KafkaPort, OutgoingRecord } from './kafka-port';
import { KafkajsAdapter } from './kafkajs-adapter';
import { OutboxBell } from './outbox-bell';
import { OutboxRelay } from './outbox-relay';
import { QuietProbe } from './quiet-probe';

jest.setTimeout(120_000);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await database.query('CREATE TABLE counter (id int PRIMARY KEY, version int NOT NULL)');
  await database.query('INSERT INTO counter SELECT n, 0 FROM generate_series(1, 20) AS n');
  await database.query('GRANT ALL ON counter TO PUBLIC');
});
beforeEach(async () => {
  await database.truncate();
  await database.query('UPDATE counter SET version = 0');
});
const relays = new Set<OutboxRelay>();
afterEach(async () => {
  await Promise.all([...relays].map((one) => one.stop()));
  relays.clear();
});
afterAll(() => database.drop());

const event = (topic: string, id: string, sequence: number): DomainEvent => ({
  type: 'throughline.counter.raised.v1',
  topic,
  aggregate: 'counter',
  aggregateId: id,
  sequence,
  key: id,
  data: { sequence },
});

/** Raises one counter under its row lock; every tenth transaction is rolled back after it has drawn its numbers. */
async function raise(topic: string): Promise<void> {
  const id = 1 + Math.floor(Math.random() * 20);
  const undone = Math.random() < 0.1;
  await database.transactions
    .run(async (tx) => {
      const [row] = await tx.query<{ version: number }>('UPDATE counter SET version = version + 1 WHERE id = $1 RETURNING version', [id]);
      await database.outbox.append(tx, event(topic, String(id), row?.version ?? 0));
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
      if (undone) throw new Error('rolled back on purpose');
    })
    .catch((error: Error) => {
      if (!undone) throw error;
    });
}

/** Until the time is over, and then until it is enough: a busy machine writes less in it. */
async function writers(topic: string, milliseconds: number, enough = () => true): Promise<void> {
  const end = Date.now() + milliseconds;
  const writer = async (): Promise<void> => {
    while (Date.now() < end || !enough()) await raise(topic);
  };
  await Promise.all(Array.from({ length: 8 }, writer));
}

function relay(port: KafkaPort, bell = new OutboxBell(), safetyPoll = 300): OutboxRelay {
  const one = new OutboxRelay({ service: 'sample', url: database.url, leasePoll: 50, safetyPoll }, port, bell, new QuietProbe());
  relays.add(one);
  return one;
}

const unsent = async (): Promise<number> =>
  (await database.query<{ count: number }>('SELECT count(*)::int AS count FROM outbox WHERE published_at IS NULL'))[0]?.count ?? -1;

interface Seen {
  key: string;
  value: string | null;
  headers: Record<string, string>;
}

/** Nothing lost, nothing invented, first sightings of each key in order of version without a gap. @returns duplicates */
async function expectComplete(seen: readonly Seen[]): Promise<number> {
  const committed = (await database.events()).map((one) => one.id);
  const ids = new Set(seen.map((one) => one.headers.ce_id));
  expect(committed.filter((id) => !ids.has(id))).toEqual([]);
  expect(ids.size).toBe(committed.length);
  const versions = new Map<string, number>();
  const first = new Set<string>();
  for (const one of seen) {
    const id = one.headers.ce_id as string;
    if (first.has(id)) continue;
    first.add(id);
    const version = (JSON.parse(one.value ?? '{}') as { sequence: number }).sequence;
    expect([one.key, version]).toEqual([one.key, (versions.get(one.key) ?? 0) + 1]);
    versions.set(one.key, version);
  }
  return seen.length - ids.size;
}

/** Kafka in memory whose transactions take a while, and now and then fail after they have taken effect. */
class FlakyKafka extends InMemoryKafka {
  failures = 0;
  override async openPublisher(identity: string) {
    const publisher = await super.openPublisher(identity);
    return {
      ...publisher,
      publish: async (records: OutgoingRecord[]) => {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 10));
        const answer = await publisher.publish(records);
        if (Math.random() < 0.1) {
          this.failures += 1;
          throw new Error('connection lost, outcome unknown');
        }
        return answer;
      },
    };
  }
}

describe('the relay', () => {
  it('loses nothing and keeps the order under 8 writers, rollbacks and lost answers', async () => {
    const kafka = new FlakyKafka();
    const one = relay(kafka, database.bell);
    one.start();
    await writers('flaky', 6_000);
    await eventually(async () => (await unsent()) === 0);
    await one.stop();
    expect(kafka.failures).toBeGreaterThan(0);
    await expectComplete(kafka.records('flaky'));
    const [position] = await database.query('SELECT low_water, (SELECT max(seq) FROM outbox) AS last FROM relay_position');
    expect(Number(position.low_water)).toBeGreaterThan(Number(position.last) / 2);
  });

  it('does not pass a row that is committed after younger ones were published', async () => {
    const kafka = new InMemoryKafka();
    const one = relay(kafka, database.bell);
    one.start();
    let finish: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (finish = resolve));
    const slow = database.transactions.run(async (tx) => {
      await database.outbox.append(tx, event('late', 'slow', 1));
      await held;
    });
    for (let n = 1; n <= 30; n += 1) {
      await database.transactions.run((tx) => database.outbox.append(tx, event('late', 'quick', n)));
      await eventually(() => kafka.records('late').length === n);
    }
    finish();
    await slow;
    await eventually(() => kafka.records('late').length === 31);
    await one.stop();
    expect(await unsent()).toBe(0);
  });

  it('is woken by a commit in another process', async () => {
    const kafka = new InMemoryKafka();
    const active = relay(kafka, new OutboxBell(), 60_000);
    active.start();
    await eventually(() => active.leading);
    const elsewhere = relay(kafka, database.bell);
    elsewhere.start();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await database.transactions.run((tx) => database.outbox.append(tx, event('afar', 'a', 1)));
    await eventually(() => kafka.records('afar').length === 1, 2_000);
    expect([active.leading, elsewhere.leading]).toEqual([true, false]);
    await Promise.all([active.stop(), elsewhere.stop()]);
  });

  it('waits for a broker that is away, and then catches up', async () => {
    const kafka = new InMemoryKafka();
    kafka.down = true;
    const one = relay(kafka, database.bell);
    one.start();
    await writers('away', 500);
    expect(kafka.records('away')).toHaveLength(0);
    kafka.down = false;
    await eventually(async () => (await unsent()) === 0);
    await one.stop();
    expect(await expectComplete(kafka.records('away'))).toBe(0);
  });
});

const brokers = process.env.KAFKA_BROKERS;
(brokers ? describe : describe.skip)('relays on a real broker', () => {
  it('lose nothing and keep the order while connections are cut and a zombie goes on', async () => {
    const topic = `relay-${randomBytes(5).toString('hex')}`;
    const ports = [1, 2, 3].map(() => new KafkajsAdapter((brokers ?? '').split(','), 'relay-test'));
    await ports[0]?.ensureTopics([{ name: topic, partitions: 12, compacted: false, retentionMs: 3_600_000 }]);
    const three = ports.map((port, index) => relay(port, index === 0 ? database.bell : new OutboxBell()));
    for (const one of three) one.start();
    const seen: Seen[] = [];
    const listener = (ports[0] as KafkaPort).subscribe({
      group: topic,
      topics: [topic],
      onBatch: async (batch) => {
        for (const record of batch.records) {
          seen.push(record);
          batch.done(record);
        }
      },
      onCrash: (error) => {
        throw error;
      },
    });
    let cuts = 0;
    const nemesis = setInterval(() => {
      cuts += 1;
      void database.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE '%-relay'");
    }, 700);
    await writers(topic, 8_000, () => cuts > 5 && new Set(seen.map((one) => one.headers.ce_id)).size > 500);
    clearInterval(nemesis);
    await eventually(async () => (await unsent()) === 0);
    const committed = (await database.events()).length;
    await eventually(() => new Set(seen.map((one) => one.headers.ce_id)).size === committed);
    await Promise.all(three.map((one) => one.stop()));
    await listener.stop();
    const duplicates = await expectComplete(seen);
    await Promise.all(ports.map((port) => port.close()));
    expect(cuts).toBeGreaterThan(5);
    expect(committed).toBeGreaterThan(500);
    expect(duplicates).toBeLessThan(cuts * 1_000);
  });
});
