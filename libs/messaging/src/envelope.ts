import type { DomainEvent, ReceivedEvent } from '@throughline/events/event-definition';
import { currentContext } from '@throughline/observability/context';
import { v7 as uuidv7 } from 'uuid';

import type { IncomingRecord } from './kafka-port';
import type { MessagingSettings } from './messaging-settings';

/** One row for outbox and audit, named like their columns. Header `ce_time` is added where business time is known: in the statement that writes it. */
export interface EnvelopeRow {
  id: string;
  aggregatetype: string;
  aggregateid: string;
  sequence: number;
  type: string;
  topic: string;
  key: string;
  payload: unknown;
  headers: Record<string, string>;
  actor_type: string | undefined;
  actor_id: string | undefined;
  correlation_id: string;
  causation_id: string | undefined;
}

/** Events of one type and one unit, of one command: what they share is said once. */
export interface EnvelopeBatch {
  shared: Pick<EnvelopeRow, 'aggregatetype' | 'type' | 'topic' | 'headers' | 'actor_type' | 'actor_id' | 'causation_id'>;
  /** `key` and `correlation_id` where they are not the aggregate's id. The headers of each are made of these columns where they are written. */
  events: (Pick<EnvelopeRow, 'id' | 'aggregateid' | 'sequence' | 'payload'> & Partial<Pick<EnvelopeRow, 'key' | 'correlation_id'>>)[];
}

/** CloudEvents 1.0, Kafka binary mode: attributes are headers `ce_…`, the value is `data`. */
export function envelopeOf(event: DomainEvent, settings: MessagingSettings): EnvelopeRow {
  const context = currentContext();
  const id = uuidv7();
  const correlationId = event.correlationId ?? context.correlationId ?? event.aggregateId;
  const own = {
    ce_id: id,
    ce_subject: `${event.aggregate}/${event.aggregateId}`,
    ce_partitionkey: event.key,
    ce_sequence: String(event.sequence).padStart(20, '0'),
    ce_correlationid: correlationId,
  };
  const { headers, ...shared } = sharedBy(event, settings);
  return {
    id,
    aggregateid: event.aggregateId,
    sequence: event.sequence,
    key: event.key,
    payload: event.data,
    correlation_id: correlationId,
    ...shared,
    headers: { ...own, ...headers },
  };
}

/** Undefined where the events are not alike. */
export function envelopesOf(events: readonly DomainEvent[], settings: MessagingSettings): EnvelopeBatch | undefined {
  const [first] = events;
  if (!first || events.some(({ type, aggregate, orgPath }) => type !== first.type || aggregate !== first.aggregate || orgPath !== first.orgPath)) return undefined;
  const around = currentContext().correlationId;
  return {
    shared: sharedBy(first, settings),
    events: events.map(({ aggregateId, sequence, key, correlationId = around, data }) => ({
      id: uuidv7(),
      aggregateid: aggregateId,
      sequence,
      ...(key !== aggregateId && { key }),
      ...(correlationId !== undefined && correlationId !== aggregateId && { correlation_id: correlationId }),
      payload: data,
    })),
  };
}

/** What does not depend on the aggregate. */
function sharedBy(event: DomainEvent, settings: MessagingSettings): EnvelopeBatch['shared'] {
  const context = currentContext();
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_source: `/throughline/${settings.tenant}/${settings.service}`,
    ce_type: event.type,
    ce_recordedtime: new Date().toISOString(),
    ce_dataschema: `/schemas/${event.type}.json`,
    ce_tenantid: settings.tenant,
    ce_sandbox: String(settings.sandbox),
  };
  if (context.causationId) headers.ce_causationid = context.causationId;
  if (context.traceparent) headers.ce_traceparent = context.traceparent;
  if (event.orgPath) headers.ce_orgpath = event.orgPath;
  if (context.principal) {
    headers.ce_authtype = context.principal.authType;
    headers.ce_authid = context.principal.personId;
  }
  return {
    aggregatetype: event.aggregate,
    type: event.type,
    topic: event.topic,
    headers,
    actor_type: context.principal?.authType,
    actor_id: context.principal?.personId,
    causation_id: context.causationId,
  };
}

/** Headers as they are published, for those who write no outbox row. */
export const atTime = (headers: Record<string, string>, time: Date): Record<string, string> => ({ ce_time: time.toISOString(), ...headers });

/** The record is no CloudEvent of ours, or its data is no JSON: it can never be handled. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
}

/** @throws UnreadableEvent */
export function receivedEvent(record: IncomingRecord): ReceivedEvent {
  const { headers } = record;
  const attribute = (name: string): string => {
    const value = headers[`ce_${name}`];
    if (value === undefined) throw new UnreadableEvent(`header ce_${name} is missing`);
    return value;
  };
  const instant = (name: string): Date => {
    const at = new Date(attribute(name));
    if (Number.isNaN(at.getTime())) throw new UnreadableEvent(`header ce_${name} is no instant`);
    return at;
  };
  const subject = attribute('subject');
  const slash = subject.indexOf('/');
  const optional = {
    ...(headers.ce_causationid !== undefined && { causationId: headers.ce_causationid }),
    ...(headers.ce_traceparent !== undefined && { traceparent: headers.ce_traceparent }),
    ...(headers.ce_authtype !== undefined && { authType: headers.ce_authtype }),
    ...(headers.ce_authid !== undefined && { authId: headers.ce_authid }),
    ...(headers.ce_orgpath !== undefined && { orgPath: headers.ce_orgpath }),
  };
  return {
    id: attribute('id'),
    source: attribute('source'),
    type: attribute('type'),
    topic: record.topic,
    aggregate: subject.slice(0, slash),
    aggregateId: subject.slice(slash + 1),
    subject,
    sequence: Number(attribute('sequence')),
    key: record.key,
    time: instant('time'),
    recordedTime: instant('recordedtime'),
    correlationId: attribute('correlationid'),
    tenant: attribute('tenantid'),
    sandbox: headers.ce_sandbox === 'true',
    ...optional,
    data: parse(record.value),
  };
}

function parse(value: string | null): unknown {
  try {
    return JSON.parse(value ?? 'null');
  } catch (error) {
    throw new UnreadableEvent('the data is no JSON', { cause: error });
  }
}
