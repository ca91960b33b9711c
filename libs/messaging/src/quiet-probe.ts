import { Injectable } from '@nestjs/common';

type Positions = Record<string, Record<number, string>>;

/** What one process knows about work under way. Offsets are decimal strings. `GET /internal/quiet`, sandbox only. */
export interface QuietSnapshot {
  /** Committed events that have not reached Kafka yet. */
  outboxUnsent: number;
  /** Topic → partition → offset of the last record that this process's relay published. */
  published: Positions;
  /** Group → topic → partition → last offset dealt with, and the end of the log when the partition was taken over. */
  consumed: Record<string, Record<string, Record<number, { lastOffset: string; target: string }>>>;
  /** Consumers that have no partitions assigned yet: nothing can be said about what waits for them. */
  consumersJoining: number;
  activitiesInFlight: number;
  /** Ids of the workflows that were started, signalled or updated since the last reset. */
  touchedWorkflows: string[];
  /** Changes whenever anything happens: two equal snapshots in a row mean that nothing did. */
  generation: number;
}

/** Collects what has to come to rest before sandbox time may move on. One for each Nest application; plain counters, no I/O but the outbox count. */
@Injectable()
export class QuietProbe {
  private generation = 0;
  private activities = 0;
  private joining = 0;
  private readonly touched = new Set<string>();
  private readonly sent: Positions = {};
  private readonly read: QuietSnapshot['consumed'] = {};
  private countUnsent: () => Promise<number> = () => Promise.resolve(0);

  /** Something happened that no other method names. */
  stir(): void {
    this.generation += 1;
  }

  touch(workflowId: string): void {
    this.touched.add(workflowId);
    this.stir();
  }

  activityStarted(): void {
    this.activities += 1;
    this.stir();
  }

  activityEnded(): void {
    this.activities -= 1;
    this.stir();
  }

  consumerJoining(): void {
    this.joining += 1;
    this.stir();
  }

  consumerJoined(): void {
    this.joining -= 1;
    this.stir();
  }

  published(topic: string, partition: number, lastOffset: string): void {
    (this.sent[topic] ??= {})[partition] = lastOffset;
    this.stir();
  }

  /** The position when a partition is taken over: `lastOffset` dealt with so far, `target` the last offset of the log. */
  assigned(group: string, topic: string, partition: number, lastOffset: string, target: string): void {
    this.partitionsOf(group, topic)[partition] = { lastOffset, target };
    this.stir();
  }

  consumed(group: string, topic: string, partition: number, lastOffset: string): void {
    const partitions = this.partitionsOf(group, topic);
    partitions[partition] = { lastOffset, target: partitions[partition]?.target ?? lastOffset };
    this.stir();
  }

  /** After a rebalance: only what is assigned now counts. */
  forgetGroup(group: string): void {
    this.read[group] = {};
    this.stir();
  }

  /** Events that were there when partitions were taken over and are not dealt with yet, and consumers that have no partitions at all. */
  behind(): { events: number; joining: number } {
    const partitions = Object.values(this.read).flatMap((topics) => Object.values(topics).flatMap((one) => Object.values(one)));
    const events = partitions.reduce((sum, { lastOffset, target }) => sum + Math.max(0, Number(BigInt(target) - BigInt(lastOffset))), 0);
    return { events, joining: this.joining };
  }

  /** How the outbox is counted; set by the relay. */
  countOutboxWith(count: () => Promise<number>): void {
    this.countUnsent = count;
  }

  /** `take`: the touched workflows are handed over and forgotten in the same instant, so that none is lost between two askers. */
  async snapshot(take = false): Promise<QuietSnapshot> {
    const outboxUnsent = await this.countUnsent();
    const touchedWorkflows = [...this.touched];
    if (take) this.touched.clear();
    return {
      outboxUnsent,
      published: structuredClone(this.sent),
      consumed: structuredClone(this.read),
      consumersJoining: this.joining,
      activitiesInFlight: this.activities,
      touchedWorkflows,
      generation: this.generation,
    };
  }

  private partitionsOf(group: string, topic: string): Record<number, { lastOffset: string; target: string }> {
    return ((this.read[group] ??= {})[topic] ??= {});
  }
}
