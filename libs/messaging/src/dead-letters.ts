import { Inject, Injectable } from '@nestjs/common';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';

import { HandlerFinder } from './handler-finder';
import type { MessagingSettings } from './messaging-settings';
import { MESSAGING_SETTINGS } from './messaging-settings';
import type { ParkedKey } from './parking';
import { admit, firstParked, lockKey, parkedKeys } from './parking';
import { inContextOf } from './subscriptions';

export interface ReplayReport {
  replayed: number;
  /** Keys that failed again; what is behind the failing event stays parked. */
  stillFailing: { consumer: string; key: string; error: string }[];
}

/** What was parked because it could not be handled: to look at, and to try again after the cause has been mended. */
@Injectable()
export class DeadLetters {
  constructor(
    @Inject(TransactionRunner) private readonly transactions: TransactionRunner,
    @Inject(MESSAGING_SETTINGS) private readonly settings: MessagingSettings,
    @Inject(HandlerFinder) private readonly handlers: Pick<HandlerFinder, 'subscriptions'>,
  ) {}

  list(): Promise<ParkedKey[]> {
    return this.transactions.read((tx) => parkedKeys(tx));
  }

  /** Each key in order; when its last event is done the key is free and new events are handled again. */
  async replay(filter: { consumer?: string; key?: string } = {}): Promise<ReplayReport> {
    const report: ReplayReport = { replayed: 0, stillFailing: [] };
    for (const parked of await this.list()) {
      if (filter.consumer !== undefined && filter.consumer !== parked.consumer) continue;
      if (filter.key !== undefined && filter.key !== parked.key) continue;
      try {
        while (await this.replayFirst(parked)) report.replayed += 1;
      } catch (error) {
        report.stillFailing.push({ consumer: parked.consumer, key: parked.key, error: (error as Error).message });
      }
    }
    return report;
  }

  /** @returns false when nothing is left of the key */
  private async replayFirst({ consumer, topic, key }: ParkedKey): Promise<boolean> {
    const subscriptions = await this.handlers.subscriptions();
    return this.transactions.run(async (tx) => {
      await lockKey(tx, consumer, topic, key);
      const first = await firstParked(tx, consumer, topic, key);
      if (!first) return false;
      const subscription = subscriptions.named(consumer);
      if (!subscription) throw new Error(`There is no consumer called ${consumer} any more.`);
      const event = subscriptions.read(first.record);
      await tx.query('UPDATE parked_event SET replayed_at = now() WHERE seq = $1', [first.seq]);
      // A name that nothing is parked under: the key itself is still parked while we work it off.
      const { fresh } = await admit(tx, consumer, { ...first.record, topic: '' }, event.source, event.id);
      if (fresh) await inContextOf(event, this.settings.service, () => subscription.handle(event, tx));
      return true;
    });
  }
}
