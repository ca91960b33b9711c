import type { z } from 'zod';

/** A fact that a command wants published. The outbox adds identity, time and causation and checks the 64 KB limit. */
export interface DomainEvent<D = unknown> {
  readonly type: string;
  readonly topic: string;
  readonly aggregate: string;
  readonly aggregateId: string;
  /** Version of the aggregate that this fact brought about: 1, 2, 3 … without gaps for one subject. */
  readonly sequence: number;
  /** Kafka key: facts with one key keep their order. */
  readonly key: string;
  /** The deal (before conversion: the lead) that this fact belongs to; the ambient correlation id where absent. */
  readonly correlationId?: string;
  /** Path of the unit that owns the subject, e.g. `1.2.3.`. */
  readonly orgPath?: string;
  readonly data: D;
}

/** A fact as a consumer receives it. Delivered at least once; duplicates carry the same `id`. */
export interface ReceivedEvent<D = unknown> extends DomainEvent<D> {
  readonly id: string;
  readonly source: string;
  readonly subject: string;
  /** Business time: when it happened. */
  readonly time: Date;
  /** When it was committed, by the wall clock. */
  readonly recordedTime: Date;
  readonly correlationId: string;
  readonly causationId?: string;
  readonly traceparent?: string;
  readonly authType?: string;
  readonly authId?: string;
  readonly tenant: string;
  readonly sandbox: boolean;
}

export interface EventFacts<D> {
  /** Id of the aggregate. */
  id: string;
  /** Version of the aggregate after this fact. */
  version: number;
  data: D;
  correlationId?: string;
  orgPath?: string;
}

export interface EventDefinition<D = unknown> {
  readonly aggregate: string;
  readonly fact: string;
  readonly version: number;
  /** `throughline.{aggregate}.{fact}.v{version}` */
  readonly type: string;
  readonly topic: string;
  /** One sentence for the catalogue. */
  readonly doc: string;
  /** Never sent to integrators: an engine of ours talking to itself. */
  readonly internal: boolean;
  readonly data: z.ZodType<D>;
  /** Builds the fact; throws a ZodError when the data breaks its own schema, which is a bug in the command. */
  of(facts: EventFacts<D>): DomainEvent<D>;
}

const definitions = new Map<string, EventDefinition>();

export function defineEvent<D>(
  aggregate: string,
  fact: string,
  doc: string,
  data: z.ZodType<D>,
  options: { version?: number; topic?: string; internal?: boolean } = {},
): EventDefinition<D> {
  const version = options.version ?? 1;
  const type = `throughline.${aggregate}.${fact}.v${version}`;
  const topic = options.topic ?? `throughline.${aggregate}`;
  if (definitions.has(type)) throw new Error(`Event ${type} is defined twice.`);
  const definition: EventDefinition<D> = {
    aggregate,
    fact,
    version,
    type,
    topic,
    doc,
    internal: options.internal ?? false,
    data,
    of: ({ id, version: sequence, data: facts, correlationId, orgPath }) => ({
      type,
      topic,
      aggregate,
      aggregateId: id,
      sequence,
      key: id,
      ...(correlationId !== undefined && { correlationId }),
      ...(orgPath !== undefined && { orgPath }),
      data: data.parse(facts),
    }),
  };
  definitions.set(type, definition as EventDefinition);
  return definition;
}

/** The definitions that have been loaded so far; `catalogue.ts` loads them all. */
export function definedEvents(): readonly EventDefinition[] {
  return [...definitions.values()];
}
