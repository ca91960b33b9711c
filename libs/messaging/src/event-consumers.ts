import { rootLogger } from '@throughline/observability/logger';
import { counter } from '@throughline/observability/metrics';
import type { TransactionRunner } from '@throughline/persistence/transaction-runner';

import { deadLetter } from './dead-letter';
import { deliver, workThrough } from './delivery';
import type { DeliverySite } from './delivery';
import type { EventSubscription } from './event-subscription';
import { GroupMember } from './group-member';
import type { IncomingBatch, IncomingRecord, KafkaPort } from './kafka-port';
import type { MessagingSettings } from './messaging-settings';
import { admit, park } from './parking';
import type { QuietProbe } from './quiet-probe';
import type { Subscriptions } from './subscriptions';
import { inContextOf } from './subscriptions';

const handled = counter('throughline_events_handled_total', 'Events that a consumer has dealt with.', ['service', 'consumer', 'outcome']);

/** Handles the events that a service subscribes to: each once, in the order of their key. */
export class EventConsumers {
  private readonly log;
  private readonly member: GroupMember;

  constructor(
    private readonly port: KafkaPort,
    private readonly transactions: TransactionRunner,
    private readonly settings: MessagingSettings,
    private readonly subscriptions: Subscriptions<EventSubscription>,
    probe: QuietProbe,
    onFatal: (error: Error) => void,
  ) {
    this.log = rootLogger(settings.service);
    const work = (batch: IncomingBatch) => workThrough(batch, subscriptions, this.log, (subscription, record, site) => this.hand(subscription, record, site));
    this.member = new GroupMember(port, settings.service, subscriptions.topics, work, probe, onFatal);
  }

  start(): void {
    this.member.start();
  }

  async stop(): Promise<void> {
    await this.member.stop();
  }

  /** @returns false when the partition was taken away meanwhile */
  private async hand(subscription: EventSubscription, record: IncomingRecord, site: DeliverySite): Promise<boolean> {
    const { consumer } = subscription;
    const delivered = await deliver(() => this.once(subscription, record), site);
    if (delivered.outcome === 'left') return false;
    if (delivered.outcome === 'poison') {
      this.log.error({ consumer, topic: record.topic, key: record.key, eventId: record.headers.ce_id }, 'an event was parked, and its key with it');
      await deadLetter(this.port, this.settings.service, consumer, record, delivered.error, this.log);
      const parked = await deliver(() => this.putAside(consumer, record, delivered.error).then(() => undefined), site);
      if (parked.outcome !== 'done') return false;
    }
    handled.inc({ service: this.settings.service, consumer, outcome: delivered.outcome });
    return true;
  }

  /** One transaction: the note that it was received, and all that it brings about. */
  private async once(subscription: EventSubscription, record: IncomingRecord): Promise<void> {
    const event = this.subscriptions.read(record);
    const parked = await inContextOf(event, this.settings.service, () =>
      this.transactions.run(async (tx) => {
        const admission = await admit(tx, subscription.consumer, record, event.source, event.id);
        if (admission.fresh) await subscription.handle(event, tx);
        return admission.parked;
      }),
    );
    // Its key was set free between the two transactions: then it is its turn now.
    if (parked && !(await this.putAside(subscription.consumer, record))) await this.once(subscription, record);
  }

  private putAside(consumer: string, record: IncomingRecord, error?: unknown): Promise<boolean> {
    return this.transactions.run((tx) => park(tx, consumer, record, error));
  }
}
