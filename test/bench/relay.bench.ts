import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { DomainEvent } from '@throughline/events/event-definition';
import { leadCaptured } from '@throughline/events/lead-events';
import { atTime, envelopeOf } from '@throughline/messaging/envelope';
import type { KafkaPort, OutgoingRecord } from '@throughline/messaging/kafka-port';
import { KafkajsAdapter } from '@throughline/messaging/kafkajs-adapter';
import { OutboxRelay } from '@throughline/messaging/outbox-relay';
import { eventually } from '@throughline/testing/eventually';
import type { TestDatabase } from '@throughline/testing/test-database';
import { testDatabase } from '@throughline/testing/test-database';
import { v7 as uuidv7 } from 'uuid';
import type { Bench, Comparison, Run, Side } from './bench';
import { percentile } from './measure';
import { RawKafka } from './raw-kafka';

const batch = 1_000;

export const bench: Bench = {
  name: 'relay',
  needs: ['postgres', 'kafka'],
  async prepare(size) {
    const full = size === 'full';
    const [rows, idle, busy] = full ? [50_000, 60, 500] : [500, 5, 20];
    const brokers = process.env.KAFKA_BROKERS!.split(',');
    // Schema and transactional identity of its own: a relay of the same name elsewhere on this broker would be fenced.
    const service = `bench_${randomBytes(4).toString('hex')}`;
    const database = await testDatabase({ service });
    const port = new KafkajsAdapter(brokers, service);
    const raw = await RawKafka.open(brokers, service);
    const relayed = new RelayedOutbox(database, port, raw, service);
    const latency = (row: string, gap: number, events: number, p50: number, p99: number): Comparison => ({
      row,
      work: `${events} events, one each ${gap} ms, from commit to consumer; baseline: from raw transactional kafkajs to consumer`,
      baseline: raw.latencySide(messages(events), gap),
      subject: relayed.latencySide(events, gap),
      // The table sets goals in milliseconds for this, and no floor.
      expect: { measure: 'latency', floor: null, goal: 2 },
      goals: (runs) => (full ? slow(runs, p50, p99) : []),
    });
    return {
      rounds: full ? 3 : 1,
      comparisons: [
        {
          row: 'relay',
          work: `${rows} outbox rows to Kafka; baseline: raw transactional kafkajs, batches of ${batch}`,
          baseline: raw.batchSide(messages(rows), batch),
          subject: relayed.backlogSide(rows),
          expect: { measure: 'rate', floor: 0.3, goal: 0.5 },
        },
        latency('relay idle', 150, idle, 10, 30),
        latency('relay 100/s', 10, busy, Number.POSITIVE_INFINITY, 60),
      ],
      async close() {
        await relayed.close();
        await raw.close();
        await port.close();
        await database.drop();
      },
    };
  },
};

function slow(runs: Run[], p50Goal: number, p99Goal: number): string[] {
  const latencies = runs.flatMap((run) => run.latencies ?? []);
  const [p50, p99] = [percentile(latencies, 0.5), percentile(latencies, 0.99)];
  return [...(p50 > p50Goal ? [`p50 is ${p50.toFixed(1)} ms; the goal is ${p50Goal}`] : []), ...(p99 > p99Goal ? [`p99 is ${p99.toFixed(1)} ms; the goal is ${p99Goal}`] : [])];
}

function event(topic: string): DomainEvent {
  const id = uuidv7();
  const data = { leadId: id, poolId: id, displayName: 'Harbour Cranes', companyName: 'Harbour Cranes Co., Ltd.', country: 'China', source: 'web form', campaign: 'Spring Fair 2026', importId: null };
  return { ...leadCaptured.of({ id, version: 1, correlationId: id, orgPath: '1.', data }), topic };
}

/** What the relay would publish, as records. */
function messages(count: number): OutgoingRecord[] {
  const settings = { service: 'bench', tenant: 'bench', sandbox: false, brokers: [] };
  return Array.from({ length: count }, () => {
    const { topic, key, payload, headers } = envelopeOf(event(''), settings);
    return { topic, key, value: JSON.stringify(payload), headers: atTime(headers, new Date()) };
  });
}

/** The outbox of a database with its relay. */
class RelayedOutbox {
  private relay: OutboxRelay | undefined;

  constructor(
    private readonly database: TestDatabase,
    private readonly port: KafkaPort,
    private readonly raw: RawKafka,
    private readonly service: string,
  ) {}

  /** All rows are committed, then the relay is rung; until the last row is marked as published. */
  backlogSide(rows: number): Side {
    let topic = '';
    return {
      name: 'outbox relay',
      before: async () => {
        await this.active();
        topic = await this.raw.freshTopic();
        await this.database.truncate();
      },
      run: async () => {
        const { payload, headers } = envelopeOf(event(topic), this.database.messagingSettings);
        await this.database.query(backlogSql, [topic, JSON.stringify(payload), JSON.stringify(atTime(headers, new Date())), rows]);
        const from = performance.now();
        this.database.bell.ring();
        await eventually(async () => (await this.unsent()) === 0, 120_000);
        const seconds = (performance.now() - from) / 1000;
        return { items: rows, seconds, outcome: { 'records in the topic': await this.raw.count(topic, rows) } };
      },
    };
  }

  latencySide(events: number, gap: number): Side {
    return {
      name: 'outbox and relay',
      before: () => this.active(),
      run: () =>
        this.raw.listen(events, async (topic, sent) => {
          const from = performance.now();
          const commits: Promise<void>[] = [];
          for (let n = 0; n < events; n += 1) {
            await pause(Math.max(0, from + n * gap - performance.now()));
            commits.push(this.commit(event(topic)).then((id) => sent(id)));
          }
          await Promise.all(commits);
        }),
    };
  }

  async close(): Promise<void> {
    await this.relay?.stop();
  }

  /** @returns the key by which the consumer knows it again */
  private async commit(fact: DomainEvent): Promise<string> {
    await this.database.transactions.run((tx) => this.database.outbox.append(tx, fact));
    return fact.key;
  }

  private async active(): Promise<void> {
    if (!this.relay) {
      this.relay = new OutboxRelay({ service: this.service, url: this.database.url }, this.port, this.database.bell, this.database.probe);
      this.relay.start();
    }
    await eventually(() => this.relay?.leading, 30_000);
  }

  private async unsent(): Promise<number> {
    const [row] = await this.database.query('SELECT count(*)::int AS unsent FROM outbox WHERE published_at IS NULL');
    return row.unsent;
  }
}

/** As many different leads as rows: the keys are spread over all partitions. */
const backlogSql = `
INSERT INTO outbox (id, aggregatetype, aggregateid, type, topic, key, payload, headers)
SELECT gen_random_uuid(), 'lead', id, 'throughline.lead.captured.v1', $1, id, $2, $3
FROM (SELECT gen_random_uuid()::text AS id FROM generate_series(1, $4::int)) AS lead`;
