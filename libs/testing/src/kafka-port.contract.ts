import { randomBytes } from 'node:crypto';

import type { IncomingBatch, IncomingRecord, KafkaPort, OutgoingRecord } from '@throughline/messaging/kafka-port';
import { PublisherFenced } from '@throughline/messaging/kafka-port';

import { eventually } from './eventually';

/** What every adapter of KafkaPort has to do; call it inside `describe`. */
export function kafkaPortContract(open: () => KafkaPort): void {
  let port: KafkaPort;
  let topic: string;
  const random = (): string => randomBytes(5).toString('hex');
  const record = (key: string, value: string): OutgoingRecord => ({ topic, key, value, headers: { ce_id: `${key}-${value}`, 'content-type': 'text/plain' } });

  beforeAll(() => void (port = open()));
  beforeEach(async () => {
    topic = `contract-${random()}`;
    await port.ensureTopics([{ name: topic, partitions: 3, compacted: false, retentionMs: 3_600_000 }]);
  });
  afterAll(() => port.close());

  function listen(group: string, onBatch?: (batch: IncomingBatch, seen: IncomingRecord[]) => Promise<void>) {
    const seen: IncomingRecord[] = [];
    const positions = new Map<number, string>();
    const targets = new Map<number, string>();
    const running = port.subscribe({
      group,
      topics: [topic],
      onBatch: async (batch) => {
        if (onBatch) return onBatch(batch, seen);
        for (const one of batch.records) {
          seen.push(one);
          batch.done(one);
        }
      },
      onAssigned: (partitions) => {
        for (const { partition, lastOffset, target } of partitions) {
          positions.set(partition, lastOffset);
          targets.set(partition, target);
        }
      },
      onPosition: (_topic, partition, lastOffset) => positions.set(partition, lastOffset),
      onCrash: (error) => {
        throw error;
      },
    });
    return { seen, positions, targets, stop: () => running.stop() };
  }

  it('makes topics once', async () => {
    const settings = { name: `contract-${random()}`, partitions: 2, compacted: true };
    expect(await port.ensureTopics([settings])).toEqual([settings.name]);
    expect(await port.ensureTopics([settings])).toEqual([]);
  });

  it('delivers key, value and headers, in order for each key', async () => {
    const publisher = await port.openPublisher(`contract-${random()}`);
    const keys = ['a', 'b', 'c', 'd'];
    await publisher.publish(Array.from({ length: 200 }, (_, n) => record(keys[n % 4] as string, `${n} 客户`)));
    await publisher.close();
    const listener = listen(`contract-${random()}`);
    await eventually(() => listener.seen.length === 200);
    await listener.stop();
    for (const key of keys) {
      const values = listener.seen.filter((one) => one.key === key).map((one) => one.value);
      expect(values).toEqual(Array.from({ length: 50 }, (_, n) => `${n * 4 + keys.indexOf(key)} 客户`));
    }
    expect(listener.seen[0]?.headers).toMatchObject({ 'content-type': 'text/plain', ce_id: `${listener.seen[0]?.key}-${listener.seen[0]?.value}` });
  });

  it('answers with the last offset of each partition', async () => {
    const publisher = await port.openPublisher(`contract-${random()}`);
    const positions = await publisher.publish(Array.from({ length: 30 }, (_, n) => record(`key ${n}`, String(n))));
    await publisher.close();
    const listener = listen(`contract-${random()}`);
    await eventually(() => listener.seen.length === 30);
    await listener.stop();
    for (const { partition, lastOffset } of positions) {
      const offsets = listener.seen.filter((one) => one.partition === partition).map((one) => Number(one.offset));
      expect(Number(lastOffset)).toBe(Math.max(...offsets));
    }
  });

  it('fences a publisher whose identity was taken over', async () => {
    const identity = `contract-${random()}`;
    const old = await port.openPublisher(identity);
    await old.publish([record('k', 'before')]);
    const successor = await port.openPublisher(identity);
    await expect(old.publish([record('k', 'zombie')])).rejects.toBeInstanceOf(PublisherFenced);
    await successor.publish([record('k', 'after')]);
    await Promise.all([old.close(), successor.close()]);
    const listener = listen(`contract-${random()}`);
    await eventually(() => listener.seen.length >= 2);
    await listener.stop();
    expect(listener.seen.map((one) => one.value)).toEqual(['before', 'after']);
  });

  it('goes on after the last record that was done, and reaches the end of the log', async () => {
    const group = `contract-${random()}`;
    await port.publishBatch(['1', '2', '3', '4'].map((value) => record('k', value)));
    let handled = 0;
    const first = listen(group, async (batch, seen) => {
      for (const one of batch.records) {
        if (handled === 2) return;
        handled += 1;
        seen.push(one);
        batch.done(one);
      }
    });
    await eventually(() => first.seen.length === 2);
    await first.stop();
    const second = listen(group);
    await eventually(() => second.seen.length === 2);
    expect([...first.seen, ...second.seen].map((one) => one.value)).toEqual(['1', '2', '3', '4']);
    await eventually(() => second.targets.size > 0 && [...second.targets].every(([partition, target]) => BigInt(second.positions.get(partition) ?? '-1') >= BigInt(target)));
    await second.stop();
  });
}
