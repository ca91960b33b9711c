import type { EventDefinition, ReceivedEvent } from '@throughline/events/event-definition';
import type { Tx } from '@throughline/persistence/transaction';

/**
 * What a service does when a fact arrives. One class for each policy (`open-opportunity-when-lead-converted`), provided through
 * `MessagingModule.forService({ subscriptions: [TheClass] })`.
 */
export interface EventSubscription<D = any> {
  /** Name of the policy; together with the event's id it makes the handling happen once. Never changes. */
  readonly consumer: string;
  readonly on: EventDefinition<D>[];
  /**
   * Runs in the transaction that notes the event as received; commands called from here join it. An error is tried again up to 5 times, then
   * the event and all later ones of its key are parked; an unreachable database or Temporal is waited for instead.
   */
  handle(event: ReceivedEvent<D>, tx: Tx): Promise<void>;
}

/** The same for a process without a database (the triggers): duplicates come through, so `handle` must be idempotent. */
export interface TriggerSubscription<D = any> {
  readonly consumer: string;
  readonly on: EventDefinition<D>[];
  handle(event: ReceivedEvent<D>): Promise<void>;
}
