import { Inject, Injectable } from '@nestjs/common';
import type { DomainEvent } from '@throughline/events/event-definition';
import { preparedQuery } from '@throughline/persistence/open-transaction';
import type { Tx } from '@throughline/persistence/transaction';

import { envelopeOf } from './envelope';
import type { MessagingSettings } from './messaging-settings';
import { MESSAGING_SETTINGS } from './messaging-settings';
import { OutboxBell } from './outbox-bell';
import { QuietProbe } from './quiet-probe';

/**
 * Outbox and audit of many events in one statement. The id of the transaction is fixed before the first `seq` is drawn: the relay's
 * low-water mark relies on it (outbox-reader.ts).
 */
const appendSql = `
WITH event AS MATERIALIZED (
  SELECT * FROM json_to_recordset($1) AS event(
    id uuid, aggregatetype text, aggregateid text, sequence bigint, type text, topic text, key text, payload json, headers json,
    actor_type text, actor_id text, correlation_id text, causation_id text)
), appended AS (
  INSERT INTO outbox (id, aggregatetype, aggregateid, type, topic, key, payload, headers)
  SELECT id, aggregatetype, aggregateid, type, topic, key, payload, headers FROM event WHERE pg_current_xact_id() IS NOT NULL
)
INSERT INTO audit (event_id, aggregate_type, aggregate_id, sequence, type, at, actor_type, actor_id, correlation_id, causation_id, data)
SELECT id, aggregatetype, aggregateid, sequence, type, $2, actor_type, actor_id, correlation_id, causation_id, payload::jsonb FROM event`;

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
  async append(tx: Tx, events: DomainEvent | DomainEvent[]): Promise<void> {
    const list = Array.isArray(events) ? events : [events];
    if (list.length === 0) return;
    const rows = list.map((event) => envelopeOf(event, tx.now, this.settings));
    await preparedQuery(tx, 'outbox-append', appendSql, [JSON.stringify(rows), tx.now]);
    tx.afterCommit(() => {
      this.probe.stir();
      this.bell.ring();
    });
  }
}
