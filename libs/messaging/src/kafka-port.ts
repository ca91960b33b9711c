/** A record on its way to Kafka. One key always goes to one partition. */
export interface OutgoingRecord {
  topic: string;
  key: string;
  value: string | null;
  headers: Record<string, string>;
}

export interface IncomingRecord {
  topic: string;
  partition: number;
  offset: string;
  key: string;
  value: string | null;
  headers: Record<string, string>;
}

/** Last offset that a batch wrote in one partition. */
export interface PublishedPosition {
  topic: string;
  partition: number;
  lastOffset: string;
}

/** Somebody else publishes under the same identity now: this publisher must never send again. */
export class PublisherFenced extends Error {
  override readonly name = 'PublisherFenced';
}

export interface BatchPublisher {
  /**
   * All of the batch, in order, or nothing visible. Rejects with PublisherFenced when another one has taken over. After any other rejection
   * the outcome is unknown: close this publisher, open a new one, send the batch again (records keep their ids).
   */
  publish(records: OutgoingRecord[]): Promise<PublishedPosition[]>;
  close(): Promise<void>;
}

export interface IncomingBatch {
  topic: string;
  partition: number;
  records: IncomingRecord[];
  /** Call at least every second while working, or the group takes the partition away. */
  heartbeat(): Promise<void>;
  /** True once the partition belongs to somebody else or the consumer stops: leave the rest. */
  isStale(): boolean;
  /** Everything up to and including this record is dealt with; the position is committed when the batch ends. */
  done(record: IncomingRecord): void;
}

export interface Subscription {
  group: string;
  topics: string[];
  /** Partitions are worked on side by side, one partition's batches one after the other. */
  onBatch(batch: IncomingBatch): Promise<void>;
  /** After each (re-)balance: partitions that are ours now, with the position and the end of the log as offsets of the last record. */
  onAssigned?(partitions: { topic: string; partition: number; lastOffset: string; target: string }[]): void;
  /** The position moved, also past records that are never delivered (transaction markers). */
  onPosition?(topic: string, partition: number, lastOffset: string): void;
  /** The consumer has died and will not come back by itself: the process should end so that it is started anew. */
  onCrash(error: Error): void;
}

export interface RunningSubscription {
  /** Milliseconds since the group last heard of us; for the watchdog. */
  silentFor(): number;
  stop(): Promise<void>;
}

export interface TopicSettings {
  name: string;
  partitions: number;
  retentionMs?: number;
  compacted: boolean;
}

/** The only way to Kafka: a second adapter has to pass test/kafka-port contract. */
export interface KafkaPort {
  /** Takes over the identity: whoever published under it before is fenced from now on. */
  openPublisher(identity: string): Promise<BatchPublisher>;
  /** Without a transaction, for dead letters. */
  publishBatch(records: OutgoingRecord[]): Promise<PublishedPosition[]>;
  /** Connects with endless retry; resolves at once with a handle. */
  subscribe(subscription: Subscription): RunningSubscription;
  /** Makes the missing ones; never changes partitions of an existing one. @returns names made now */
  ensureTopics(topics: readonly TopicSettings[]): Promise<string[]>;
  /** True when a broker answers. */
  isReachable(): Promise<boolean>;
  close(): Promise<void>;
}

export const KAFKA_PORT = Symbol('KAFKA_PORT');
