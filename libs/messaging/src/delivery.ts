import { setTimeout as pause } from 'node:timers/promises';

import { isInfrastructureFailure } from '@throughline/persistence/database-errors';

import type { Logger } from '@throughline/observability/logger';

import { UnreadableEvent } from './envelope';
import type { IncomingBatch, IncomingRecord } from './kafka-port';
import type { AnySubscription, Subscriptions } from './subscriptions';

/** What a handler's work is embedded in. */
export interface DeliverySite {
  heartbeat(): Promise<void>;
  /** True once the partition is no longer ours. */
  isStale(): boolean;
  /** A first and a last word about an error, for the log. */
  report(error: unknown, waiting: boolean): void;
}

export type Delivered = { outcome: 'done' } | { outcome: 'left' } | { outcome: 'poison'; error: unknown };

const tries = 5;
/** Milliseconds before the second try; doubled each time: under a second in all, as other keys of the partition wait meanwhile. */
const firstPause = 50;
/** Between two attempts while the database or Temporal is away. */
const longestPause = 5_000;
/** gRPC: deadline exceeded, resource exhausted, unavailable. */
const grpcAway = new Set([4, 8, 14]);

/** Nothing is wrong with the event: what we need to handle it is away. */
export function isAway(error: unknown): boolean {
  if (isInfrastructureFailure(error)) return true;
  for (let cause = error as { code?: unknown; cause?: unknown } | undefined; cause; cause = cause.cause as typeof cause) {
    if (typeof cause.code === 'number' && grpcAway.has(cause.code)) return true;
  }
  return false;
}

/**
 * Hands every record of a batch to those who listen to it, one after the other.
 * @param hand answers false when the partition was taken away meanwhile: then nothing more of the batch is touched
 */
export async function workThrough<S extends AnySubscription>(
  batch: IncomingBatch,
  subscriptions: Subscriptions<S>,
  log: Logger,
  hand: (subscription: S, record: IncomingRecord, site: DeliverySite) => Promise<boolean>,
): Promise<void> {
  for (const record of batch.records) {
    if (batch.isStale()) return;
    for (const subscription of subscriptions.listening(record)) {
      const { consumer } = subscription;
      const site: DeliverySite = {
        heartbeat: () => batch.heartbeat(),
        isStale: () => batch.isStale(),
        report: (error, waiting) => log.warn({ consumer, eventId: record.headers.ce_id, err: error }, waiting ? 'waiting for what an event needs' : 'an event failed'),
      };
      if (!(await hand(subscription, record, site))) return;
    }
    batch.done(record);
    await batch.heartbeat();
  }
}

/**
 * Handles one event: an error is tried again in place, at most 5 times in all, so that the order of its key is kept; while the database or Temporal
 * is away there is no limit; an event that cannot be read is not tried twice.
 */
export async function deliver(handle: () => Promise<void>, site: DeliverySite): Promise<Delivered> {
  let failures = 0;
  for (let away = 0; ; ) {
    try {
      await handle();
      return { outcome: 'done' };
    } catch (error) {
      const waiting = isAway(error);
      if (!waiting) failures += 1;
      else away += 1;
      if (away <= 1 || !waiting) site.report(error, waiting);
      if (error instanceof UnreadableEvent || failures === tries) return { outcome: 'poison', error };
      const wait = waiting ? Math.min(firstPause * 2 ** away, longestPause) : firstPause * 2 ** (failures - 1);
      if (!(await rest(wait, site))) return { outcome: 'left' };
    }
  }
}

/** Keeps the membership in the group while waiting. @returns false when the partition was taken away */
async function rest(milliseconds: number, site: DeliverySite): Promise<boolean> {
  for (let left = milliseconds; left > 0; left -= 1_000) {
    await pause(Math.min(left, 1_000));
    if (site.isStale()) return false;
    await site.heartbeat();
  }
  return !site.isStale();
}
