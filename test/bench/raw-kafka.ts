import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { OutgoingRecord } from '@throughline/messaging/kafka-port';
import { eventually } from '@throughline/testing/eventually';
import type { Admin, Producer } from 'kafkajs';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import type { Run, Side } from './bench';

/** Told as soon as the event with this key is on its way. */
export type Sent = (key: string) => void;

/** kafkajs without anything of ours, set up as well as it can be: with its own first pause of 300 ms each transaction would wait for the last one's markers. */
export class RawKafka {
  private topics: string[] = [];

  private constructor(
    private readonly kafka: Kafka,
    private readonly admin: Admin,
    private readonly producer: Producer,
  ) {}

  static async open(brokers: string[], name: string): Promise<RawKafka> {
    const retry = { initialRetryTime: 10, maxRetryTime: 5_000, retries: 50 };
    const kafka = new Kafka({ brokers, clientId: `${name}-raw`, retry, logLevel: logLevel.NOTHING });
    const admin = kafka.admin();
    const createPartitioner = Partitioners.DefaultPartitioner;
    const producer = kafka.producer({ transactionalId: `${name}-raw`, idempotent: true, maxInFlightRequests: 1, createPartitioner, retry });
    await Promise.all([admin.connect(), producer.connect()]);
    return new RawKafka(kafka, admin, producer);
  }

  /** With as many partitions as ours have. */
  async freshTopic(): Promise<string> {
    const topic = `bench-${randomBytes(5).toString('hex')}`;
    await this.admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 12, replicationFactor: -1, configEntries: [{ name: 'max.message.bytes', value: '8388608' }] }] });
    this.topics.push(topic);
    return topic;
  }

  /** Committed records that a consumer finds. It waits for the expected ones (their markers are written after the commit was answered), and a moment for more. */
  async count(topic: string, expected: number): Promise<number> {
    let records = 0;
    const consumer = this.kafka.consumer({ groupId: `${topic}-count`, readUncommitted: false });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({ eachBatch: async ({ batch }) => void (records += batch.messages.length) });
    await eventually(() => records >= expected, 20_000).catch(() => undefined);
    await pause(300);
    await consumer.disconnect();
    return records;
  }

  batchSide(records: OutgoingRecord[], size: number): Side {
    let topic = '';
    return {
      name: 'raw kafkajs',
      before: async () => void (topic = await this.freshTopic()),
      run: async () => {
        const from = performance.now();
        for (let at = 0; at < records.length; at += size) await this.transaction(topic, records.slice(at, at + size));
        const seconds = (performance.now() - from) / 1000;
        return { items: records.length, seconds, outcome: { 'records in the topic': await this.count(topic, records.length) } };
      },
    };
  }

  /** Whatever waits goes in one transaction; while it is on its way the next ones gather. */
  latencySide(records: OutgoingRecord[], gap: number): Side {
    return {
      name: 'raw kafkajs',
      run: () =>
        this.listen(records.length, async (topic, sent) => {
          const from = performance.now();
          let waiting: OutgoingRecord[] = [];
          let sending = Promise.resolve();
          const send = async () => {
            const now = waiting;
            waiting = [];
            if (now.length > 0) await this.transaction(topic, now);
          };
          for (const [n, record] of records.entries()) {
            await pause(Math.max(0, from + n * gap - performance.now()));
            waiting.push(record);
            sent(record.key);
            sending = sending.then(send);
          }
          await sending;
        }),
    };
  }

  /** Runs `work` beside a consumer that waits at the end of a new topic, and measures each event until it arrives. */
  async listen(events: number, work: (topic: string, sent: Sent) => Promise<void>): Promise<Run> {
    const topic = await this.freshTopic();
    const [sentAt, arrivedAt] = [new Map<string, number>(), new Map<string, number>()];
    const consumer = this.kafka.consumer({ groupId: `${topic}-listen`, readUncommitted: false, maxWaitTimeInMs: 1_000 });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const joined = new Promise<void>((resolve) => consumer.on(consumer.events.GROUP_JOIN, () => resolve()));
    await consumer.run({ eachMessage: async ({ message }) => void arrivedAt.set(String(message.key), performance.now()) });
    await joined;
    await pause(500);
    const from = performance.now();
    await work(topic, (key) => sentAt.set(key, performance.now()));
    await eventually(() => arrivedAt.size >= events, 30_000);
    const seconds = (performance.now() - from) / 1000;
    await consumer.disconnect();
    const latencies = [...sentAt].map(([key, at]) => Math.max(0, arrivedAt.get(key)! - at));
    return { items: events, seconds, latencies, outcome: { 'events arrived': arrivedAt.size } };
  }

  async close(): Promise<void> {
    await this.producer.disconnect();
    await this.admin.deleteTopics({ topics: this.topics }).catch(() => undefined);
    await this.admin.disconnect();
  }

  private async transaction(topic: string, records: OutgoingRecord[]): Promise<void> {
    const transaction = await this.producer.transaction();
    await transaction.send({ topic, acks: -1, messages: records.map(({ key, value, headers }) => ({ key, value, headers })) });
    await transaction.commit();
  }
}
