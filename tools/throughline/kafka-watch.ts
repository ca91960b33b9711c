import { randomUUID } from 'node:crypto';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { topics } from '@throughline/events/topics';
import { receivedEvent } from '@throughline/messaging/envelope';
import type { IncomingRecord, KafkaPort, RunningSubscription } from '@throughline/messaging/kafka-port';
import { KafkajsAdapter } from '@throughline/messaging/kafkajs-adapter';

export interface WatchOptions {
  /** Also what was published before now. */
  readonly fromBeginning?: boolean;
  /** Default: every topic of ours but the dead letters. */
  readonly topics?: readonly string[];
  readonly onEvent: (event: ReceivedEvent, record: IncomingRecord) => void;
  /** A record that is no event of ours, or the end of the consumer. */
  readonly onError: (error: Error, record?: IncomingRecord) => void;
}

/** Watches events as an outsider would: a consumer group of its own that no service shares. */
export class KafkaWatch {
  private constructor(
    private readonly kafka: KafkaPort,
    private readonly subscription: RunningSubscription,
  ) {}

  /** Resolves once every partition is listened to: what is published from then on will be seen. */
  static async open(brokers: string[], name: string, options: WatchOptions): Promise<KafkaWatch> {
    const kafka = new KafkajsAdapter(brokers, `throughline-${name}`);
    // The group always reads from the beginning; up to the end that stood when we joined, records are passed over.
    const skipUntil = new Map<string, bigint>();
    let joined = false;
    let subscription!: RunningSubscription;
    let know!: () => void;
    const known = new Promise<void>((resolve) => (know = resolve));
    await new Promise<void>((resolve, reject) => {
      subscription = kafka.subscribe({
        group: `throughline.${name}.${randomUUID()}`,
        topics: [...(options.topics ?? watchedTopics())],
        onAssigned: (partitions) => {
          if (!joined && !options.fromBeginning) for (const { topic, partition, target } of partitions) skipUntil.set(`${topic}/${partition}`, BigInt(target));
          joined = true;
          know();
          resolve();
        },
        onBatch: async (batch) => {
          // The first batches may come before it is known where the log ended.
          await known;
          const skip = skipUntil.get(`${batch.topic}/${batch.partition}`) ?? -1n;
          for (const record of batch.records) {
            if (BigInt(record.offset) > skip) see(record, options);
            batch.done(record);
          }
        },
        onCrash: (error) => {
          options.onError(error);
          reject(error);
        },
      });
    });
    return new KafkaWatch(kafka, subscription);
  }

  async close(): Promise<void> {
    await this.subscription.stop();
    await this.kafka.close();
  }
}

export function watchedTopics(): string[] {
  return topics.map(({ name }) => name).filter((name) => !name.startsWith('throughline.dlq.'));
}

function see(record: IncomingRecord, { onEvent, onError }: WatchOptions): void {
  try {
    onEvent(receivedEvent(record), record);
  } catch (error) {
    onError(error as Error, record);
  }
}
