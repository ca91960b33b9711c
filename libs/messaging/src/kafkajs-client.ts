import type { Logger } from '@throughline/observability/logger';
import type { LogEntry, RecordMetadata, TopicMessages } from 'kafkajs';
import { Kafka, Partitioners, logLevel } from 'kafkajs';
import type { Producer } from 'kafkajs';

import type { OutgoingRecord, PublishedPosition } from './kafka-port';

/** Measured: kafkajs' own first pause of 300 ms costs every transaction 295 ms instead of 29, as it waits for the markers of the last one. */
const retry = { initialRetryTime: 10, maxRetryTime: 5_000, retries: 50 };

export function connectionOf(brokers: string[], clientId: string, log: Logger): Kafka {
  return new Kafka({
    clientId,
    brokers,
    retry,
    connectionTimeout: 3_000,
    requestTimeout: 30_000,
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => write(log, entry),
  });
}

function write(log: Logger, { level, namespace, log: { message, error, groupId } }: LogEntry): void {
  const details = { namespace, ...(error !== undefined && { reason: String(error) }), ...(groupId !== undefined && { groupId }) };
  // What kafkajs calls an error is mostly a broker that is away for a moment; what matters comes back as a rejection. That the markers of the last
  // transaction are still being written is no fault at all: it happens many times a second while the relay is busy.
  const waitsForMarkers = `${String(error)} ${message}`.includes('another concurrent operation on the same transaction');
  if (level <= logLevel.ERROR && !waitsForMarkers) log.warn(details, message);
  else log.debug(details, message);
}

/** `placed` learns the partition of each key, by topic. */
export function producerOf(kafka: Kafka, options: { transactionalId?: string; placed?: Map<string, Map<string, number>> } = {}): Producer {
  const { transactionalId, placed } = options;
  return kafka.producer({
    ...(transactionalId !== undefined && { transactionalId, transactionTimeout: 30_000 }),
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    // murmur2, as every other client: one key goes to one partition whoever publishes it.
    createPartitioner: () => {
      const choose = Partitioners.DefaultPartitioner();
      if (!placed) return choose;
      return (record) => {
        const partition = choose(record);
        let keys = placed.get(record.topic);
        if (!keys) placed.set(record.topic, (keys = new Map()));
        keys.set(String(record.message.key), partition);
        return partition;
      };
    },
    // The caller goes on for ever; within one call 50 tries bridge some two minutes.
    retry,
  });
}

export function byTopic(records: OutgoingRecord[]): { topicMessages: TopicMessages[] } {
  const topics = new Map<string, TopicMessages>();
  for (const { topic, key, value, headers } of records) {
    let entry = topics.get(topic);
    if (!entry) topics.set(topic, (entry = { topic, messages: [] }));
    entry.messages.push({ key, value, headers });
  }
  return { topicMessages: [...topics.values()] };
}

/** The broker answers with the first offset of each partition; `counts` knows how many records went there. */
export function positionsOf(answers: RecordMetadata[], counts: Map<string, number>): PublishedPosition[] {
  return answers.map(({ topicName, partition, baseOffset }) => {
    const count = counts.get(`${topicName}/${partition}`) ?? 1;
    return { topic: topicName, partition, lastOffset: String(BigInt(baseOffset ?? '0') + BigInt(count) - 1n) };
  });
}
