import type { DomainEvent } from '@throughline/events/event-definition';
import type { Outbox } from '@throughline/messaging/outbox';
import type { WriteTx } from '@throughline/persistence/transaction';

/** Keeps events in memory, for small tests of commands. */
export class FakeOutbox implements Pick<Outbox, 'append'> {
  readonly events: DomainEvent[] = [];

  append(_tx: WriteTx, events: DomainEvent | DomainEvent[]): Promise<void> {
    this.events.push(...(Array.isArray(events) ? events : [events]));
    return Promise.resolve();
  }

  /** `['lead.captured', 'lead.claimed']` */
  facts(): string[] {
    return this.events.map((event) => event.type.replace(/^throughline\./, '').replace(/\.v\d+$/, ''));
  }
}
