import type { Logger } from '@throughline/observability/logger';
import { rootLogger } from '@throughline/observability/logger';
import type { Admin, Producer } from 'kafkajs';

import { endsWithin } from './ends-within';
import type { BatchPublisher, KafkaPort, OutgoingRecord, PublishedPosition, RunningSubscription, Subscription, TopicSettings } from './kafka-port';
import { byTopic, positionsOf, producerOf } from './kafkajs-client';
import { KafkajsConsumer } from './kafkajs-consumer';
import { KafkajsLine } from './kafkajs-line';
import { KafkajsLog } from './kafkajs-log';
import { KafkajsProbe } from './kafkajs-probe';
import { KafkajsPublisher } from './kafkajs-publisher';

/** A batch of the relay may go to one partition as a whole, over the broker's default of 1 MB. */
const largestBatch = 8 * 1024 * 1024;
/** Milliseconds that a broker has to hear a client leave. */
const farewell = 2_000;

/** Kafka by kafkajs. With its neighbours `kafkajs-*.ts` the only place that knows that library. */
export class KafkajsAdapter implements KafkaPort {
  private readonly log: Logger;
  private readonly quiet: KafkajsLog;
  private readonly lines = new Set<KafkajsLine>();
  private readonly open = new Set<{ close(): Promise<void> }>();
  private readonly shared: KafkajsLine;
  private readonly probe: KafkajsProbe;
  private plain: Promise<Producer> | undefined;
  private admin: Promise<Admin> | undefined;
  private isClosed = false;

  constructor(
    private readonly brokers: readonly string[],
    private readonly clientId: string,
  ) {
    this.log = rootLogger(clientId);
    this.quiet = new KafkajsLog(this.log);
    this.shared = this.line();
    this.probe = new KafkajsProbe(() => this.line());
  }

  async openPublisher(identity: string): Promise<BatchPublisher> {
    const publisher = await KafkajsPublisher.open(this.line(), identity, () => this.open.delete(publisher));
    this.open.add(publisher);
    return publisher;
  }

  async publishBatch(records: OutgoingRecord[]): Promise<PublishedPosition[]> {
    this.plain ??= connected(producerOf(this.shared.kafka));
    const producer = await this.plain.catch((error: unknown) => {
      this.plain = undefined;
      throw error;
    });
    const { topicMessages } = byTopic(records);
    return positionsOf(await producer.sendBatch({ acks: -1, topicMessages }), new Map());
  }

  subscribe(subscription: Subscription): RunningSubscription {
    const consumer = new KafkajsConsumer(this.line(), subscription, () => this.administration(), this.log);
    const handle = { close: () => consumer.stop() };
    this.open.add(handle);
    consumer.start();
    return {
      silentFor: () => consumer.silentFor(),
      stop: () => {
        this.open.delete(handle);
        return consumer.stop();
      },
    };
  }

  async ensureTopics(topics: readonly TopicSettings[]): Promise<string[]> {
    const admin = await this.administration();
    const present = new Set(await admin.listTopics());
    const missing = topics.filter((topic) => !present.has(topic.name));
    if (missing.length === 0) return [];
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map((topic) => ({
        topic: topic.name,
        numPartitions: topic.partitions,
        replicationFactor: -1,
        configEntries: [
          { name: 'cleanup.policy', value: topic.compacted ? 'compact' : 'delete' },
          { name: 'max.message.bytes', value: String(largestBatch) },
          ...(topic.retentionMs === undefined ? [] : [{ name: 'retention.ms', value: String(topic.retentionMs) }]),
        ],
      })),
    });
    return missing.map((topic) => topic.name);
  }

  isReachable(): Promise<boolean> {
    return this.isClosed ? Promise.resolve(false) : this.probe.isReachable();
  }

  /** Bounded by what a consumer takes to stop: a broker that is away or hangs keeps nobody from ending. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.probe.close();
    const shared = this.shared.isOpen ? endsWithin(farewell, this.leaveShared()) : undefined;
    await Promise.allSettled([shared, ...[...this.open].map((one) => one.close())]);
    for (const line of this.lines) line.cut();
  }

  private async leaveShared(): Promise<void> {
    const clients = await Promise.allSettled([this.plain, this.admin]);
    await Promise.allSettled(clients.map((client) => (client.status === 'fulfilled' ? client.value?.disconnect() : undefined)));
  }

  private administration(): Promise<Admin> {
    this.admin ??= connected(this.shared.kafka.admin()).catch((error: unknown) => {
      this.admin = undefined;
      throw error;
    });
    return this.admin;
  }

  /** One for each client, so that each can be cut off alone. */
  private line(): KafkajsLine {
    if (this.isClosed) throw new Error('this way to Kafka was closed');
    const line = new KafkajsLine(this.brokers, this.clientId, this.quiet, () => this.lines.delete(line));
    this.lines.add(line);
    return line;
  }
}

async function connected<C extends { connect(): Promise<void> }>(client: C): Promise<C> {
  await client.connect();
  return client;
}
