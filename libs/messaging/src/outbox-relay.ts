import { setTimeout as pause } from 'node:timers/promises';

import { rootLogger } from '@throughline/observability/logger';
import type { Logger } from '@throughline/observability/logger';

import { endsWithin } from './ends-within';
import type { BatchPublisher, KafkaPort } from './kafka-port';
import { PublisherFenced } from './kafka-port';
import type { OutboxBell } from './outbox-bell';
import type { OutboxBatch } from './outbox-reader';
import { OutboxReader } from './outbox-reader';
import type { QuietProbe } from './quiet-probe';
import { RelayLease } from './relay-lease';
import { WakeSignal } from './wake-signal';

export interface RelaySettings {
  service: string;
  url: string;
  /** Milliseconds after which the outbox is looked at although nobody rang. */
  safetyPoll?: number;
  /** Milliseconds between two attempts to become the active relay. */
  leasePoll?: number;
  /** Called when facts have reached Kafka. */
  onPublished?: () => void;
}

/** Milliseconds that a stopping relay gives Kafka, then the database, to answer: what is under way then is published again by the next one. */
const stopGrace = 3_000;

/**
 * Publishes the outbox of one service. Any number may run, one is active: it holds an advisory lock on its own connection, and takes over
 * the transactional identity `outbox-<service>`, so that one that has lost the lock without knowing is refused by the broker.
 */
export class OutboxRelay {
  private readonly log: Logger;
  private readonly wake = new WakeSignal();
  private running: Promise<void> | undefined;
  private readonly ending = new AbortController();
  private readonly grace = new AbortController();
  private lease: RelayLease | undefined;
  /** True while this one is the active relay. */
  leading = false;

  constructor(
    private readonly settings: RelaySettings,
    private readonly port: KafkaPort,
    private readonly bell: OutboxBell,
    private readonly probe: QuietProbe,
  ) {
    this.log = rootLogger(settings.service);
  }

  start(): void {
    this.running ??= this.serve();
  }

  async stop(): Promise<void> {
    this.ending.abort();
    this.wake.ring();
    const running = this.running ?? Promise.resolve();
    if (await endsWithin(stopGrace, running)) return;
    this.grace.abort();
    if (await endsWithin(stopGrace, running)) return;
    // A database that hangs: its answer is not waited for.
    this.lease?.cut();
    await endsWithin(stopGrace, running);
  }

  private get stopping(): boolean {
    return this.ending.signal.aborted;
  }

  private async rest(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal: this.ending.signal }).catch(() => undefined);
  }

  private async serve(): Promise<void> {
    const { leasePoll = 1_000 } = this.settings;
    while (!this.stopping) {
      try {
        this.lease ??= await RelayLease.open(this.settings.service, this.settings.url, () => this.wake.ring());
        const { lease } = this;
        this.bell.wakeAfar(() => lease.notify());
        if (await lease.acquire()) await this.lead(lease);
        else await this.wake.wait(leasePoll);
      } catch (error) {
        if (error instanceof PublisherFenced) this.log.warn('another relay has taken over, this one steps back');
        else this.log.warn({ reason: (error as Error).message }, 'relay starts again');
        await this.release();
        await this.rest(leasePoll);
      }
    }
    await this.release();
  }

  private async release(): Promise<void> {
    this.bell.wakeNearby(undefined);
    this.leading = false;
    await this.lease?.close();
    this.lease = undefined;
  }

  /** Until stopped, fenced, or the connection with the lock is lost. */
  private async lead(lease: RelayLease): Promise<void> {
    const { service } = this.settings;
    let failures = 0;
    while (!this.stopping) {
      let publisher: BatchPublisher | undefined;
      try {
        const opening = this.port.openPublisher(`outbox-${service}`);
        publisher = await this.unlessGivenUp(opening, (late) => late.close());
        // Read only now: what the predecessor has published is marked, or will be published once more in the same order.
        const reader = await OutboxReader.from(lease.client);
        this.leading = true;
        this.bell.wakeNearby(() => this.wake.ring());
        this.log.info({ from: String(reader.position) }, 'relay is active');
        await this.pump(lease, reader, publisher, () => (failures = 0));
      } catch (error) {
        if (error instanceof PublisherFenced || lease.lost) throw error;
        // The outcome of the batch is unknown: a new publisher ends what is open, then the same rows are read again.
        failures += 1;
        if (!this.stopping) this.log.warn({ reason: (error as Error).message, failures }, 'publishing failed, trying again');
        await this.rest(Math.min(50 * 2 ** failures, 5_000));
      } finally {
        await publisher?.close().catch(() => undefined);
      }
    }
  }

  /** While one batch is on its way to Kafka the last one is marked and the next one is read. */
  private async pump(lease: RelayLease, reader: OutboxReader, publisher: BatchPublisher, succeeded: () => void): Promise<void> {
    const { safetyPoll = 2_000 } = this.settings;
    let sent: OutboxBatch | undefined;
    let next = await reader.read([]);
    while (!this.stopping && !lease.lost) {
      if (next.seqs.length === 0 && !sent) {
        // A ring that came while we were reading is kept, so nothing committed since is overlooked.
        await this.wake.wait(safetyPoll);
        next = await reader.read([]);
        if (next.seqs.length === 0) continue;
      }
      const sending = next;
      const publishing = sending.seqs.length > 0 ? this.publish(publisher, sending) : Promise.resolve();
      // A rejection must not go unobserved while we are busy with the database.
      publishing.catch(() => undefined);
      try {
        if (sent) await reader.mark(sent);
        next = await reader.read(sending.seqs);
      } catch (error) {
        // Closing a publisher that is still sending would make it connect anew, and for good.
        await this.unlessGivenUp(publishing).catch(() => undefined);
        throw error;
      }
      await this.unlessGivenUp(publishing);
      if (sending.seqs.length > 0) succeeded();
      sent = sending.seqs.length > 0 ? sending : undefined;
    }
    if (lease.lost) throw new Error('the connection that holds the lock was lost');
    if (sent) await reader.mark(sent);
  }

  private unlessGivenUp<T>(work: Promise<T>, tooLate?: (result: T) => unknown): Promise<T> {
    const { signal } = this.grace;
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        reject(new Error('the relay stops'));
        if (tooLate) work.then(tooLate).catch(() => undefined);
      };
      if (signal.aborted) giveUp();
      else signal.addEventListener('abort', giveUp, { once: true });
      work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
    });
  }

  private async publish(publisher: BatchPublisher, batch: OutboxBatch): Promise<void> {
    const positions = await publisher.publish(batch.records);
    for (const { topic, partition, lastOffset } of positions) this.probe.published(topic, partition, lastOffset);
    this.settings.onPublished?.();
  }
}
