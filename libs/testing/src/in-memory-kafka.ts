import type {
  BatchPublisher,
  IncomingRecord,
  KafkaPort,
  OutgoingRecord,
  PublishedPosition,
  RunningSubscription,
  Subscription,
  TopicSettings,
} from '@throughline/messaging/kafka-port';
import { PublisherFenced } from '@throughline/messaging/kafka-port';

/** Kafka without a broker: one partition for each topic. Passes the same contract as the real adapter. */
export class InMemoryKafka implements KafkaPort {
  private readonly logs = new Map<string, IncomingRecord[]>();
  private readonly epochs = new Map<string, number>();
  private readonly positions = new Map<string, number>();
  private readonly members = new Set<{ push(): void }>();
  /** While true nothing can be reached, as if the broker were down. */
  down = false;

  records(topic: string): readonly IncomingRecord[] {
    return this.logs.get(topic) ?? [];
  }

  openPublisher(identity: string): Promise<BatchPublisher> {
    if (this.down) return Promise.reject(new Error('no broker'));
    const epoch = (this.epochs.get(identity) ?? 0) + 1;
    this.epochs.set(identity, epoch);
    return Promise.resolve({
      publish: (records) =>
        this.epochs.get(identity) === epoch ? this.publishBatch(records) : Promise.reject(new PublisherFenced('fenced')),
      close: () => Promise.resolve(),
    });
  }

  publishBatch(records: OutgoingRecord[]): Promise<PublishedPosition[]> {
    if (this.down) return Promise.reject(new Error('no broker'));
    const last = new Map<string, string>();
    for (const record of records) {
      const log = this.logs.get(record.topic) ?? [];
      this.logs.set(record.topic, log);
      log.push({ ...structuredClone(record), partition: 0, offset: String(log.length) });
      last.set(record.topic, String(log.length - 1));
    }
    for (const member of this.members) member.push();
    return Promise.resolve([...last].map(([topic, lastOffset]) => ({ topic, partition: 0, lastOffset })));
  }

  subscribe(subscription: Subscription): RunningSubscription {
    const { group, topics } = subscription;
    const place = (topic: string): string => `${group} ${topic}`;
    let stopped = false;
    let work: Promise<void> = Promise.resolve();
    const turn = async (topic: string): Promise<void> => {
      const from = this.positions.get(place(topic)) ?? 0;
      const records = this.records(topic).slice(from);
      if (stopped || records.length === 0) return;
      const done = (record: IncomingRecord): void => void this.positions.set(place(topic), Number(record.offset) + 1);
      const batch = { topic, partition: 0, records, heartbeat: () => Promise.resolve(), isStale: () => stopped, done };
      await subscription.onBatch(batch);
      const next = this.positions.get(place(topic)) ?? 0;
      if (next > from) subscription.onPosition?.(topic, 0, String(next - 1));
    };
    const push = (): void => {
      for (const topic of topics) work = work.then(() => turn(topic)).catch((error: Error) => subscription.onCrash(error));
    };
    const member = { push };
    this.members.add(member);
    subscription.onAssigned?.(
      topics.map((topic) => ({
        topic,
        partition: 0,
        lastOffset: String((this.positions.get(place(topic)) ?? 0) - 1),
        target: String(this.records(topic).length - 1),
      })),
    );
    push();
    return {
      silentFor: () => 0,
      stop: async () => {
        stopped = true;
        this.members.delete(member);
        await work;
      },
    };
  }

  ensureTopics(topics: readonly TopicSettings[]): Promise<string[]> {
    const missing = topics.map((topic) => topic.name).filter((name) => !this.logs.has(name));
    for (const name of missing) this.logs.set(name, []);
    return Promise.resolve(missing);
  }

  isReachable(): Promise<boolean> {
    return Promise.resolve(!this.down);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
