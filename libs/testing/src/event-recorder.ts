import { randomBytes } from 'node:crypto';

import type { ReceivedEvent } from '@throughline/events/event-definition';
import { receivedEvent } from '@throughline/messaging/envelope';
import type { KafkaPort, RunningSubscription } from '@throughline/messaging/kafka-port';
import { KafkajsAdapter } from '@throughline/messaging/kafkajs-adapter';

import { eventually } from './eventually';

/** An independent consumer that writes down what an integrator would see, for the assertion "exactly these events, in this order". */
export class EventRecorder {
  /** As they were delivered, duplicates included. */
  readonly deliveries: ReceivedEvent[] = [];
  private readonly known = new Map<string, ReceivedEvent>();

  private constructor(
    private readonly port: KafkaPort,
    private readonly running: RunningSubscription,
  ) {}

  /** Records what is published on these topics from now on. Topics must exist. */
  static async start(brokers: string[], topics: string[], port: KafkaPort = new KafkajsAdapter(brokers, 'event-recorder')): Promise<EventRecorder> {
    const early: ReceivedEvent[] = [];
    let recorder: EventRecorder | undefined;
    const heard = (event: ReceivedEvent): void => void (recorder ? recorder.record(event) : early.push(event));
    let ready: () => void = () => undefined;
    const assigned = new Promise<void>((resolve) => (ready = resolve));
    const ends = new Map<string, bigint>();
    const running = port.subscribe({
      group: `event-recorder-${randomBytes(6).toString('hex')}`,
      topics,
      onAssigned: (partitions) => {
        for (const { topic, partition, target } of partitions) if (!ends.has(`${topic}/${partition}`)) ends.set(`${topic}/${partition}`, BigInt(target));
        ready();
      },
      onBatch: async (batch) => {
        await assigned;
        const end = ends.get(`${batch.topic}/${batch.partition}`) ?? -1n;
        for (const record of batch.records) {
          if (BigInt(record.offset) > end) heard(receivedEvent(record));
          batch.done(record);
        }
      },
      onCrash: (error) => {
        throw error;
      },
    });
    await assigned;
    recorder = new EventRecorder(port, running);
    for (const event of early) recorder.record(event);
    return recorder;
  }

  /** Each event once. Order: by business time, then as delivered; within one key always as published. */
  get events(): ReceivedEvent[] {
    return [...this.known.values()].sort((a, b) => a.time.getTime() - b.time.getTime());
  }

  /** Events whose business time is at or after this instant. */
  since(at: Date): ReceivedEvent[] {
    return this.events.filter((event) => event.time >= at);
  }

  /** `['lead.captured', 'lead.claimed']`: types without prefix and version, of one deal where given. */
  facts(correlationId?: string): string[] {
    const own = correlationId === undefined ? this.events : this.events.filter((event) => event.correlationId === correlationId);
    return own.map((event) => event.type.replace(/^throughline\./, '').replace(/\.v\d+$/, ''));
  }

  /** Waits for an event; the first that satisfies. */
  async until(satisfies: (event: ReceivedEvent) => boolean, milliseconds = 20_000): Promise<ReceivedEvent> {
    return eventually(() => this.events.find(satisfies), milliseconds);
  }

  async stop(): Promise<void> {
    await this.running.stop();
    await this.port.close();
  }

  private record(event: ReceivedEvent): void {
    this.deliveries.push(event);
    if (!this.known.has(event.id)) this.known.set(event.id, event);
  }
}
