import type { EventDefinition, ReceivedEvent } from '@throughline/events/event-definition';
import { withContext } from '@throughline/observability/context';

import { UnreadableEvent, receivedEvent } from './envelope';
import type { IncomingRecord } from './kafka-port';

export interface AnySubscription {
  readonly consumer: string;
  readonly on: EventDefinition<any>[];
}

/** Who listens to what. */
export class Subscriptions<S extends AnySubscription> {
  private readonly byType = new Map<string, S[]>();
  private readonly definitions = new Map<string, EventDefinition<any>>();

  constructor(readonly all: readonly S[]) {
    const names = new Set<string>();
    for (const subscription of all) {
      if (names.has(subscription.consumer)) throw new Error(`Two consumers are called ${subscription.consumer}.`);
      names.add(subscription.consumer);
      for (const definition of subscription.on) {
        this.definitions.set(definition.type, definition);
        this.byType.set(definition.type, [...(this.byType.get(definition.type) ?? []), subscription]);
      }
    }
  }

  get topics(): string[] {
    return [...new Set([...this.definitions.values()].map((definition) => definition.topic))].sort();
  }

  /** Nobody is an answer too: a topic carries facts that this service has no use for. */
  listening(record: IncomingRecord): readonly S[] {
    return this.byType.get(record.headers.ce_type ?? '') ?? [];
  }

  named(consumer: string): S | undefined {
    return this.all.find((subscription) => subscription.consumer === consumer);
  }

  /** The event with data that obeys its schema. @throws UnreadableEvent */
  read(record: IncomingRecord): ReceivedEvent {
    const event = receivedEvent(record);
    const checked = this.definitions.get(event.type)?.data.safeParse(event.data);
    if (checked && !checked.success) throw new UnreadableEvent(`the data breaks its schema: ${checked.error.message}`);
    return { ...event, data: checked?.data ?? event.data };
  }
}

/** What the handler does carries on the story of the event: same deal, caused by it. */
export function inContextOf<T>(event: ReceivedEvent, service: string, work: () => T): T {
  return withContext(
    {
      correlationId: event.correlationId,
      causationId: event.id,
      ...(event.traceparent !== undefined && { traceparent: event.traceparent }),
      principal: { personId: service, authType: 'system' },
    },
    work,
  );
}
