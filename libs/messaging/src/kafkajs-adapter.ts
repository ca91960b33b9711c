import { rootLogger } from '@throughline/observability/logger';
import type { Admin, Kafka, Producer } from 'kafkajs';

import type { BatchPublisher, KafkaPort, OutgoingRecord, PublishedPosition, RunningSubscription, Subscription, TopicSettings } from './kafka-port';
import { byTopic, connectionOf, positionsOf, producerOf } from './kafkajs-client';
import { KafkajsConsumer } from './kafkajs-consumer';
import { KafkajsPublisher } from './kafkajs-publisher';

/** A batch of the relay may go to one partition as a whole, over the broker's default of 1 MB. */
const largestBatch = 8 * 1024 * 1024;

/** Kafka by kafkajs. With its neighbours `kafkajs-*.ts` the only place that knows that library. */
export class KafkajsAdapter implements KafkaPort {
  private readonly kafka: Kafka;
  private readonly log;
  private readonly open = new Set<{ close(): Promise<void> }>();
  private plain: Promise<Producer> | undefined;
  private admin: Promise<Admin> | undefined;

  constructor(brokers: string[], clientId: string) {
    this.log = rootLogger(clientId);
    this.kafka = connectionOf(brokers, clientId, this.log);
  }

  async openPublisher(identity: string): Promise<BatchPublisher> {
    const publisher = await KafkajsPublisher.open(this.kafka, identity, () => this.open.delete(publisher));
    this.open.add(publisher);
    return publisher;
  }

  async publishBatch(records: OutgoingRecord[]): Promise<PublishedPosition[]> {
    this.plain ??= connected(producerOf(this.kafka));
    const producer = await this.plain.catch((error: unknown) => {
      this.plain = undefined;
      throw error;
    });
    const { topicMessages } = byTopic(records);
    return positionsOf(await producer.sendBatch({ acks: -1, topicMessages }), new Map());
  }

  subscribe(subscription: Subscription): RunningSubscription {
    const consumer = new KafkajsConsumer(this.kafka, subscription, () => this.administration(), this.log);
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

  async isReachable(): Promise<boolean> {
    try {
      const { brokers } = await (await this.administration()).describeCluster();
      return brokers.length > 0;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.open].map((one) => one.close()));
    const clients = await Promise.allSettled([this.plain, this.admin]);
    await Promise.allSettled(clients.map((client) => (client.status === 'fulfilled' ? client.value?.disconnect() : undefined)));
  }

  private administration(): Promise<Admin> {
    this.admin ??= connected(this.kafka.admin()).catch((error: unknown) => {
      this.admin = undefined;
      throw error;
    });
    return this.admin;
  }
}

async function connected<C extends { connect(): Promise<void> }>(client: C): Promise<C> {
  await client.connect();
  return client;
}
