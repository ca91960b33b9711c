import { setTimeout as pause } from 'node:timers/promises';

import type { Logger } from '@throughline/observability/logger';
import type { Admin, Consumer, ConsumerCrashEvent, ConsumerGroupJoinEvent, EachBatchPayload, IHeaders, KafkaMessage } from 'kafkajs';

import { endsWithin } from './ends-within';
import type { IncomingRecord, Subscription } from './kafka-port';
import type { KafkajsLine } from './kafkajs-line';

/** Batches of so many partitions are worked on side by side: under half of the service's database connections. */
const partitionsAtOnce = 4;
/** Milliseconds to finish the record under way, commit and leave the group; then, cut off, to notice that. */
const farewell = { politely: 6_000, cutOff: 2_500 };

export class KafkajsConsumer {
  private consumer: Consumer | undefined;
  private lastSign = Date.now();
  private readonly ending = new AbortController();
  private starting: Promise<void> = Promise.resolve();
  /** Positions since the last (re-)balance, by `topic/partition`: the answer about what was committed may come later than the first batches. */
  private reached = new Map<string, string>();

  constructor(
    private readonly line: KafkajsLine,
    private readonly subscription: Subscription,
    private readonly admin: () => Promise<Admin>,
    private readonly log: Logger,
  ) {}

  start(): void {
    this.starting = this.connect();
  }

  silentFor(): number {
    return Date.now() - this.lastSign;
  }

  /** Within ten seconds, whatever the broker does: whom it has not heard leaving it will miss by himself. */
  async stop(): Promise<void> {
    this.ending.abort();
    const left = this.leave();
    if (!this.line.isOpen) this.line.cut();
    if (await endsWithin(farewell.politely, left)) return this.line.cut();
    this.line.cut();
    await endsWithin(farewell.cutOff, left);
  }

  private async leave(): Promise<void> {
    await this.consumer?.disconnect().catch(() => undefined);
    await this.starting;
  }

  private get stopped(): boolean {
    return this.ending.signal.aborted;
  }

  private async rest(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal: this.ending.signal }).catch(() => undefined);
  }

  /** Endless: kafkajs alone gives up after about ten seconds without a broker. */
  private async connect(): Promise<void> {
    for (let wait = 200; !this.stopped; wait = Math.min(wait * 2, 2_000)) {
      const consumer = this.newConsumer();
      try {
        await consumer.connect();
        await consumer.subscribe({ topics: this.subscription.topics, fromBeginning: true });
        await consumer.run({
          autoCommit: false,
          eachBatchAutoResolve: false,
          partitionsConsumedConcurrently: partitionsAtOnce,
          eachBatch: (payload) => this.work(payload),
        });
        return;
      } catch (error) {
        const { group } = this.subscription;
        if (!this.stopped) this.log.warn({ group, reason: (error as Error).message }, 'consumer cannot start yet');
        await consumer.disconnect().catch(() => undefined);
        await this.rest(wait);
      }
    }
  }

  private newConsumer(): Consumer {
    const consumer = this.line.kafka.consumer({
      groupId: this.subscription.group,
      sessionTimeout: 10_000,
      heartbeatInterval: 1_000,
      rebalanceTimeout: 15_000,
      allowAutoTopicCreation: false,
      readUncommitted: false,
      // A consumer that stops has to wait for its last fetch; new records end the waiting at once.
      maxWaitTimeInMs: 1_000,
      retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 10, restartOnFailure: () => Promise.resolve(!this.stopped) },
    });
    this.consumer = consumer;
    const sign = (): void => void (this.lastSign = Date.now());
    consumer.on(consumer.events.HEARTBEAT, sign);
    consumer.on(consumer.events.FETCH, sign);
    consumer.on(consumer.events.GROUP_JOIN, (event: ConsumerGroupJoinEvent) => this.joined(event));
    consumer.on(consumer.events.CRASH, ({ payload }: ConsumerCrashEvent) => {
      if (!payload.restart && !this.stopped) this.subscription.onCrash(payload.error);
    });
    // Also for batches of nothing but transaction markers, which are never handed to us.
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
      if (payload.batchSize === 0) this.moved(payload.topic, payload.partition, payload.lastOffset);
    });
    return consumer;
  }

  private async joined({ payload }: ConsumerGroupJoinEvent): Promise<void> {
    this.lastSign = Date.now();
    this.reached = new Map();
    const { onAssigned } = this.subscription;
    if (!onAssigned) return;
    for (let wait = 100; !this.stopped; wait = Math.min(wait * 2, 5_000)) {
      try {
        const positions = await this.positions(payload.memberAssignment);
        onAssigned(
          positions.map((one) => ({ ...one, lastOffset: this.reached.get(`${one.topic}/${one.partition}`) ?? one.lastOffset })),
        );
        return;
      } catch (error) {
        this.log.warn({ reason: (error as Error).message }, 'cannot read the positions of the group yet');
        await this.rest(wait);
      }
    }
  }

  private async positions(assignment: Record<string, number[]>): Promise<Parameters<NonNullable<Subscription['onAssigned']>>[0]> {
    const admin = await this.admin();
    const topics = Object.keys(assignment);
    const committed = await admin.fetchOffsets({ groupId: this.subscription.group, topics });
    const answer: Parameters<NonNullable<Subscription['onAssigned']>>[0] = [];
    for (const topic of topics) {
      const offsets = new Map(committed.find((one) => one.topic === topic)?.partitions.map((one) => [one.partition, one.offset]));
      for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
        if (!assignment[topic]?.includes(partition)) continue;
        const next = BigInt(offsets.get(partition) ?? '-1');
        const first = next < BigInt(low) ? BigInt(low) : next;
        answer.push({ topic, partition, lastOffset: String(first - 1n), target: String(BigInt(high) - 1n) });
      }
    }
    return answer;
  }

  private async work({ batch, heartbeat, isRunning, isStale, resolveOffset }: EachBatchPayload): Promise<void> {
    const { topic, partition } = batch;
    let last: string | undefined;
    const leave = (): boolean => this.stopped || !isRunning() || isStale();
    try {
      await this.subscription.onBatch({
        topic,
        partition,
        records: batch.messages.map((message) => incoming(topic, partition, message)),
        heartbeat,
        isStale: leave,
        done: (record) => void (last = record.offset),
      });
    } finally {
      if (last !== undefined) await this.commit(batch, last, resolveOffset);
    }
  }

  /** With the last record of the batch the position passes the marker behind it too. */
  private async commit(batch: EachBatchPayload['batch'], last: string, resolveOffset: (offset: string) => void): Promise<void> {
    const { topic, partition } = batch;
    const whole = last === batch.messages[batch.messages.length - 1]?.offset;
    const position = whole ? batch.lastOffset() : last;
    resolveOffset(last);
    await this.consumer?.commitOffsets([{ topic, partition, offset: String(BigInt(position) + 1n) }]);
    this.moved(topic, partition, position);
  }

  private moved(topic: string, partition: number, lastOffset: string): void {
    this.reached.set(`${topic}/${partition}`, lastOffset);
    this.subscription.onPosition?.(topic, partition, lastOffset);
  }
}

function incoming(topic: string, partition: number, message: KafkaMessage): IncomingRecord {
  return {
    topic,
    partition,
    offset: message.offset,
    key: message.key?.toString('utf8') ?? '',
    value: message.value?.toString('utf8') ?? null,
    headers: plain(message.headers),
  };
}

function plain(headers: IHeaders | undefined): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) result[name] = typeof first === 'string' ? first : first.toString('utf8');
  }
  return result;
}
