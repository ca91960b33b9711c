import { Inject, Injectable } from '@nestjs/common';
import type { DomainEvent } from '@throughline/events/event-definition';
import { jsonLines, textColumn } from '@throughline/persistence/columns';
import type { WriteTx } from '@throughline/persistence/transaction';
import type { Write } from '@throughline/persistence/write';

import { envelopeOf, envelopesOf } from './envelope';
import type { EnvelopeBatch, EnvelopeRow } from './envelope';
import type { MessagingSettings } from './messaging-settings';
import { MESSAGING_SETTINGS } from './messaging-settings';
import { OutboxBell } from './outbox-bell';
import { QuietProbe } from './quiet-probe';

/**
 * Outbox and audit of many events. The id of the transaction is fixed before the first `seq` is drawn: the relay's low-water mark (outbox-reader.ts)
 * and the seals of the audit trail (audit-sealer.ts) rely on it. `ce_time` is put in front of the other headers as text: they are kept byte for byte.
 */
const appendSql = `event AS MATERIALIZED (
  SELECT event.*, stamp.* FROM json_to_recordset($1::json) AS event(
    id uuid, aggregatetype text, aggregateid text, sequence bigint, type text, topic text, key text, payload json, headers text,
    actor_type text, actor_id text, correlation_id text, causation_id text)
  CROSS JOIN (SELECT now, to_char(now AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS ce_time FROM moment) AS stamp
), appended AS (
  INSERT INTO outbox (id, aggregatetype, aggregateid, type, topic, key, payload, headers)
  SELECT id, aggregatetype, aggregateid, type, topic, key, payload, ('{"ce_time":"' || ce_time || '",' || substr(headers, 2))::json
  FROM event WHERE pg_current_xact_id() IS NOT NULL
), audited AS (
  INSERT INTO audit (event_id, aggregate_type, aggregate_id, sequence, type, at, actor_type, actor_id, correlation_id, causation_id, data)
  SELECT id, aggregatetype, aggregateid, sequence, type, now, actor_type, actor_id, correlation_id, causation_id, payload::jsonb FROM event WHERE pg_current_xact_id() IS NOT NULL
)`;

/**
 * The same for many of one kind, as imports and clocks have: headers are three quarters of an event, and most of them are the same in all. Those of
 * its own are made of its columns, in the order of `envelopeOf`.
 */
const appendAlikeSql = `event AS MATERIALIZED (
  SELECT id, aggregateid, sequence, payload, now, own_key, own_correlation, '{"ce_time":"' || ce_time || '","ce_id":"' || id || '","ce_subject":' || to_json($2::text || '/' || aggregateid)
    || ',"ce_partitionkey":' || to_json(own_key) || ',"ce_sequence":"' || lpad(sequence::text, 20, '0') || '","ce_correlationid":' || to_json(own_correlation) || ',' || substr($5::text, 2) AS headers
  FROM (SELECT now, to_char(now AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS ce_time FROM moment) AS stamp
  CROSS JOIN ROWS FROM (unnest($1::uuid[]), unnest($9::text[]), unnest($10::bigint[]), unnest($11::text[]), unnest($12::text[]), string_to_table($13, E'\n'))
    AS event(id, aggregateid, sequence, key, correlation_id, payload)
  CROSS JOIN LATERAL (SELECT coalesce(key, aggregateid) AS own_key, coalesce(correlation_id, aggregateid) AS own_correlation) AS own
), appended AS (
  INSERT INTO outbox (id, aggregatetype, aggregateid, type, topic, key, payload, headers)
  SELECT id, $2::text, aggregateid, $3::text, $4::text, own_key, payload::json, headers::json FROM event WHERE pg_current_xact_id() IS NOT NULL
), audited AS (
  INSERT INTO audit (event_id, aggregate_type, aggregate_id, sequence, type, at, actor_type, actor_id, correlation_id, causation_id, data)
  SELECT id, $2::text, aggregateid, sequence, $3::text, now, $6, $7, own_correlation, $8, payload::jsonb FROM event
)`;

/** The same for one event, as commands mostly have: reading a set of records out of JSON costs as much as a row of the outbox. */
const appendOneSql = `appended AS (
  INSERT INTO outbox (id, aggregatetype, aggregateid, type, topic, key, payload, headers)
  SELECT $1::uuid, $2::text, $3::text, $5::text, $6, $7, $8::text::json,
    ('{"ce_time":"' || to_char(now AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '",' || substr($9, 2))::json
  FROM moment WHERE pg_current_xact_id() IS NOT NULL
), audited AS (
  INSERT INTO audit (event_id, aggregate_type, aggregate_id, sequence, type, at, actor_type, actor_id, correlation_id, causation_id, data)
  SELECT $1::uuid, $2::text, $3::text, $4::bigint, $5::text, now, $10, $11, $12, $13, $8::text::jsonb FROM moment WHERE pg_current_xact_id() IS NOT NULL
)`;

/** Where commands leave their facts. They are published after the commit, in order for each key, at least once. */
@Injectable()
export class Outbox {
  constructor(
    @Inject(MESSAGING_SETTINGS) private readonly settings: MessagingSettings,
    @Inject(OutboxBell) private readonly bell: OutboxBell,
    @Inject(QuietProbe) private readonly probe: QuietProbe,
  ) {}

  /**
   * Writes outbox and audit rows in the caller's transaction; an event over 64 KB breaks `outbox_payload_check`.
   * The caller holds the lock of the aggregate's row: that is what keeps its facts in order.
   */
  async append(tx: WriteTx, events: DomainEvent | DomainEvent[]): Promise<void> {
    const list = Array.isArray(events) ? events : [events];
    if (list.length === 0) return;
    await tx.write(this.writeOf(list));
    tx.afterCommit(() => {
      this.probe.stir();
      this.bell.ring();
    });
  }

  private writeOf(events: readonly DomainEvent[]): Write {
    if (events.length === 1) return appendOne(envelopeOf(events[0]!, this.settings));
    const alike = envelopesOf(events, this.settings);
    if (alike) return appendAlike(alike);
    return { name: 'outbox-append', into: 'outbox', sql: appendSql, params: [JSON.stringify(events.map((event) => envelopeOf(event, this.settings)))] };
  }
}

function appendAlike({ shared, events }: EnvelopeBatch): Write {
  const { aggregatetype, type, topic, headers, actor_type, actor_id, causation_id } = shared;
  const column = (member: 'id' | 'aggregateid' | 'sequence' | 'key' | 'correlation_id') => textColumn(events.map((event) => event[member]));
  const own = [column('aggregateid'), column('sequence'), column('key'), column('correlation_id'), jsonLines(events.map(({ payload }) => payload))];
  const params = [column('id'), aggregatetype, type, topic, JSON.stringify(headers), actor_type, actor_id, causation_id, ...own];
  return { name: 'outbox-append-alike', into: 'outbox', sql: appendAlikeSql, params };
}

function appendOne({ payload, headers, ...row }: EnvelopeRow): Write {
  const { id, aggregatetype, aggregateid, sequence, type, topic, key, actor_type, actor_id, correlation_id, causation_id } = row;
  const event = [id, aggregatetype, aggregateid, sequence, type, topic, key, JSON.stringify(payload), JSON.stringify(headers)];
  return { name: 'outbox-append-one', into: 'outbox', sql: appendOneSql, params: [...event, actor_type, actor_id, correlation_id, causation_id] };
}
