import { randomUUID } from 'node:crypto';
import { topics } from '@throughline/events/topics';
import { receivedEvent } from '@throughline/messaging/envelope';
import type { KafkaPort } from '@throughline/messaging/kafka-port';
import type { Happenings } from './happenings';

/**
 * Reads every topic as a consumer of its own, from the beginning, and keeps what was recorded since it started to listen.
 * Answers once it has reached the end of what was there.
 */
export async function listen(kafka: KafkaPort, happenings: Happenings): Promise<{ stop(): Promise<void> }> {
  const since = new Date();
  const names = topics.map((topic) => topic.name).filter((name) => !name.startsWith('throughline.dlq.'));
  const reached = new Map<string, bigint>();
  const targets = new Map<string, bigint>();
  const place = (topic: string, partition: number) => `${topic}/${partition}`;
  const subscription = kafka.subscribe({
    group: `throughline-story-${randomUUID()}`,
    topics: names,
    onBatch: (batch) => {
      for (const record of batch.records) {
        const event = receivedEvent(record);
        if (event.recordedTime >= since) happenings.add(event);
        batch.done(record);
      }
      return Promise.resolve();
    },
    onAssigned: (partitions) => {
      for (const { topic, partition, lastOffset, target } of partitions) {
        reached.set(place(topic, partition), BigInt(lastOffset));
        targets.set(place(topic, partition), BigInt(target));
      }
    },
    onPosition: (topic, partition, lastOffset) => reached.set(place(topic, partition), BigInt(lastOffset)),
    onCrash: (error) => {
      throw error;
    },
  });
  const caughtUp = () => targets.size > 0 && [...targets].every(([where, target]) => (reached.get(where) ?? -1n) >= target);
  for (let waited = 0; !caughtUp(); waited += 50) {
    if (waited > 60_000) throw new Error('The consumer of the story did not reach the end of the topics within a minute.');
    await new Promise((done) => setTimeout(done, 50));
  }
  return subscription;
}
