import type { Producer } from 'kafkajs';

import { endsWithin } from './ends-within';
import type { BatchPublisher, OutgoingRecord, PublishedPosition } from './kafka-port';
import { PublisherFenced } from './kafka-port';
import { byTopic, positionsOf, producerOf } from './kafkajs-client';
import type { KafkajsLine } from './kafkajs-line';

/** INVALID_PRODUCER_EPOCH, TRANSACTION_COORDINATOR_FENCED, PRODUCER_FENCED */
const fencingCodes = new Set([47, 74, 90]);

/** Milliseconds that a broker has to answer what is under way. */
const farewell = 2_000;

/** A transactional producer: its epoch is what stops a relay that does not know yet that it has been replaced. */
export class KafkajsPublisher implements BatchPublisher {
  private constructor(
    private readonly line: KafkajsLine,
    private readonly producer: Producer,
    private readonly placed: Map<string, Map<string, number>>,
    private readonly onClose: () => void,
  ) {}

  static async open(line: KafkajsLine, identity: string, onClose: () => void): Promise<KafkajsPublisher> {
    const placed = new Map<string, Map<string, number>>();
    const producer = producerOf(line.kafka, { transactionalId: identity, placed });
    try {
      await producer.connect();
      // An empty transaction fetches the new epoch now, not with the first batch: from here on the predecessor is fenced.
      await (await producer.transaction()).abort();
    } catch (error) {
      line.cut();
      throw asFenced(error);
    }
    return new KafkajsPublisher(line, producer, placed, onClose);
  }

  async publish(records: OutgoingRecord[]): Promise<PublishedPosition[]> {
    this.placed.clear();
    const { topicMessages } = byTopic(records);
    try {
      const transaction = await this.producer.transaction();
      const answers = await transaction.sendBatch({ acks: -1, topicMessages });
      await transaction.commit();
      return positionsOf(answers, this.countByPartition(records));
    } catch (error) {
      throw asFenced(error);
    }
  }

  async close(): Promise<void> {
    this.onClose();
    if (this.line.isOpen) await endsWithin(farewell, this.producer.disconnect());
    this.line.cut();
  }

  private countByPartition(records: OutgoingRecord[]): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { topic, key } of records) {
      const place = `${topic}/${this.placed.get(topic)?.get(key)}`;
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    return counts;
  }
}

function asFenced(error: unknown): unknown {
  for (let cause = error as { code?: unknown; cause?: unknown } | undefined; cause; cause = cause.cause as typeof cause) {
    if (typeof cause.code === 'number' && fencingCodes.has(cause.code)) {
      return new PublisherFenced('another publisher has taken over this identity', { cause: error });
    }
  }
  return error;
}
