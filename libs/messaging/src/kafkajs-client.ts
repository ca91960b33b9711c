import type { Kafka, Producer, RecordMetadata, TopicMessages } from 'kafkajs';
import { Partitioners } from 'kafkajs';

import type { OutgoingRecord, PublishedPosition } from './kafka-port';
import { retry } from './kafkajs-line';

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
    // The caller goes on for ever; within one call 60 tries bridge some two minutes.
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
