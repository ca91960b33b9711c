import { rootLogger } from '@throughline/observability/logger';

import { deadLetter } from './dead-letter';
import { deliver, workThrough } from './delivery';
import type { DeliverySite } from './delivery';
import type { TriggerSubscription } from './event-subscription';
import { GroupMember } from './group-member';
import type { IncomingBatch, IncomingRecord, KafkaPort } from './kafka-port';
import { QuietProbe } from './quiet-probe';
import { Subscriptions, inContextOf } from './subscriptions';

export interface TriggerConsumerOptions {
  port: KafkaPort;
  /** Name of the group without `throughline.`; its dead letters go to `throughline.dlq.<name>`. */
  name?: string;
  subscriptions: TriggerSubscription[];
  probe?: QuietProbe;
  /** The consumer has died for good: end the process, so that it is started anew. */
  onFatal: (error: Error) => void;
}

/**
 * Consumers of a process without a database. At least once: handlers must be idempotent (a workflow id that is the business id). While Temporal is
 * away it waits; an event that fails 5 times becomes a dead letter and the next one is taken.
 */
export class TriggerConsumer {
  readonly probe: QuietProbe;
  private readonly log;
  private readonly name: string;
  private readonly member: GroupMember;
  private readonly subscriptions: Subscriptions<TriggerSubscription>;

  constructor(private readonly options: TriggerConsumerOptions) {
    this.name = options.name ?? 'triggers';
    this.log = rootLogger(this.name);
    this.probe = options.probe ?? new QuietProbe();
    this.subscriptions = new Subscriptions(options.subscriptions);
    const work = (batch: IncomingBatch) => workThrough(batch, this.subscriptions, this.log, (subscription, record, site) => this.hand(subscription, record, site));
    this.member = new GroupMember(options.port, this.name, this.subscriptions.topics, work, this.probe, options.onFatal);
  }

  start(): void {
    this.member.start();
  }

  async stop(): Promise<void> {
    await this.member.stop();
  }

  /** @returns false when the partition was taken away meanwhile */
  private async hand(subscription: TriggerSubscription, record: IncomingRecord, site: DeliverySite): Promise<boolean> {
    const delivered = await deliver(async () => {
      const event = this.subscriptions.read(record);
      await inContextOf(event, this.name, () => subscription.handle(event));
    }, site);
    if (delivered.outcome === 'poison') await deadLetter(this.options.port, this.name, subscription.consumer, record, delivered.error, this.log);
    return delivered.outcome !== 'left';
  }
}
