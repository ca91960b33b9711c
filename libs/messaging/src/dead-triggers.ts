import type { ReplayReport } from './dead-letters';
import type { TriggerSubscription } from './event-subscription';
import type { IncomingRecord, KafkaPort } from './kafka-port';
import { Subscriptions, inContextOf } from './subscriptions';

/** Of its own, so that what was replayed is remembered, and no trigger consumer is disturbed. */
const group = 'throughline.triggers.replay';
const topic = 'throughline.dlq.triggers';

/**
 * Hands dead letters of the triggers to their triggers again, oldest first. They have no database to be parked in, so Kafka's topic of dead letters is where they wait;
 * the position of a group of its own says up to where all is done. A letter that fails again holds that position: those behind it are handled now and once more
 * by the next replay, which does no harm, as triggers are idempotent.
 */
export async function replayDeadTriggers(port: KafkaPort, triggers: TriggerSubscription[], filter: { consumer?: string; key?: string } = {}): Promise<ReplayReport> {
  const subscriptions = new Subscriptions(triggers);
  const report: ReplayReport = { replayed: 0, stillFailing: [] };
  const wanted = ({ headers, key }: IncomingRecord) =>
    (filter.consumer === undefined || filter.consumer === headers.dlq_consumer) && (filter.key === undefined || filter.key === key);

  const handle = async (letter: IncomingRecord): Promise<boolean> => {
    if (!wanted(letter)) return false;
    const consumer = letter.headers.dlq_consumer ?? '';
    try {
      const trigger = subscriptions.named(consumer);
      if (!trigger) throw new Error(`There is no consumer called ${consumer} any more.`);
      const event = subscriptions.read(original(letter));
      await inContextOf(event, 'triggers', () => trigger.handle(event));
      report.replayed += 1;
      return true;
    } catch (error) {
      report.stillFailing.push({ consumer, key: letter.key, error: (error as Error).message });
      return false;
    }
  };

  await new Promise<void>((resolve, reject) => {
    /** Partitions that are not read to the end yet: where that was when we came, how far we are, and whether a letter stays. */
    const open = new Map<number, { target: bigint; seen: bigint; held: boolean }>();
    let assigned = false;
    // Later than the batch itself, whose position is committed when it ends.
    const finish = (): void => void setImmediate(() => running.stop().then(resolve, reject));
    const running = port.subscribe({
      group,
      topics: [topic],
      onAssigned: (partitions) => {
        for (const { partition, lastOffset, target } of partitions) {
          if (BigInt(lastOffset) < BigInt(target) && !open.has(partition)) open.set(partition, { target: BigInt(target), seen: BigInt(lastOffset), held: false });
        }
        assigned = true;
        if (open.size === 0) finish();
      },
      onBatch: async (batch) => {
        for (const letter of batch.records) {
          const place = open.get(batch.partition);
          // Nothing of this partition is left for us, or it is delivered once more as its position is held.
          if (!place || batch.isStale()) break;
          if (BigInt(letter.offset) > place.seen) {
            const done = await handle(letter);
            place.seen = BigInt(letter.offset);
            place.held ||= !done;
          }
          if (!place.held) batch.done(letter);
          if (place.seen >= place.target) open.delete(batch.partition);
          await batch.heartbeat();
        }
        if (assigned && open.size === 0) finish();
      },
      onCrash: reject,
    });
  });
  return report;
}

/** As it was when it was delivered first. */
function original(letter: IncomingRecord): IncomingRecord {
  const { dlq_topic, dlq_partition, dlq_offset } = letter.headers;
  const headers = Object.fromEntries(Object.entries(letter.headers).filter(([name]) => !name.startsWith('dlq_')));
  return { ...letter, topic: dlq_topic ?? letter.topic, partition: Number(dlq_partition ?? letter.partition), offset: dlq_offset ?? letter.offset, headers };
}
