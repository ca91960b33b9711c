import { preparedQuery } from '@throughline/persistence/open-transaction';
import type { Tx } from '@throughline/persistence/transaction';

import type { IncomingRecord } from './kafka-port';

/** Notes the event as received, unless its key is parked. `fresh` is false for a duplicate. */
const admitSql = `
WITH parked AS (
  SELECT EXISTS (SELECT FROM parked_event WHERE consumer = $1 AND topic = $4 AND key = $5 AND replayed_at IS NULL) AS yes
), admitted AS (
  INSERT INTO inbox (consumer, source, event_id) SELECT $1, $2, $3::uuid FROM parked WHERE NOT yes ON CONFLICT DO NOTHING RETURNING 1
)
SELECT parked.yes AS parked, EXISTS (SELECT FROM admitted) AS fresh FROM parked`;

/** Parking and replaying one key exclude each other. */
const lockSql = "SELECT pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'park', current_schema(), $1::text, $2::text, $3::text), 0))";

const parkSql = `
INSERT INTO parked_event (consumer, topic, partition, "offset", key, event_id, value, headers, error)
SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9
WHERE $10 OR EXISTS (SELECT FROM parked_event WHERE consumer = $1 AND topic = $2 AND key = $5 AND replayed_at IS NULL)
ON CONFLICT DO NOTHING RETURNING seq`;

const presentSql = 'SELECT 1 FROM parked_event WHERE consumer = $1 AND topic = $2 AND partition = $3 AND "offset" = $4';

export interface Admission {
  parked: boolean;
  fresh: boolean;
}

export interface ParkedRecord {
  seq: string;
  record: IncomingRecord;
}

export interface ParkedKey {
  consumer: string;
  topic: string;
  key: string;
  waiting: number;
  error: string | null;
  since: Date;
}

export async function admit(tx: Tx, consumer: string, record: IncomingRecord, source: string, eventId: string): Promise<Admission> {
  const [row] = await preparedQuery<Admission>(tx, 'inbox-admit', admitSql, [consumer, source, eventId, record.topic, record.key]);
  return row as Admission;
}

export async function lockKey(tx: Tx, consumer: string, topic: string, key: string): Promise<void> {
  await tx.query(lockSql, [consumer, topic, key]);
}

/**
 * Puts a record aside. With an error it is the one that failed; without, it waits behind one that did.
 * @returns false when nothing is parked for the key any more, so that the record can be handled
 */
export async function park(tx: Tx, consumer: string, record: IncomingRecord, error?: unknown): Promise<boolean> {
  const { topic, partition, offset, key, value, headers } = record;
  await lockKey(tx, consumer, topic, key);
  const id = headers.ce_id ?? '';
  const eventId = /^[0-9a-f-]{36}$/i.test(id) ? id : null;
  const failed = error !== undefined;
  const text = failed ? String(error instanceof Error ? (error.stack ?? error.message) : error).slice(0, 4_000) : null;
  const params = [consumer, topic, partition, offset, key, eventId, value, JSON.stringify(headers), text, failed];
  const written = await tx.query(parkSql, params);
  if (written.length > 0) return true;
  return (await tx.query(presentSql, [consumer, topic, partition, offset])).length > 0;
}

export async function firstParked(tx: Tx, consumer: string, topic: string, key: string): Promise<ParkedRecord | undefined> {
  const [row] = await tx.query(
    `SELECT seq, partition, "offset", value, headers FROM parked_event
     WHERE consumer = $1 AND topic = $2 AND key = $3 AND replayed_at IS NULL ORDER BY seq LIMIT 1`,
    [consumer, topic, key],
  );
  if (!row) return undefined;
  const { seq, partition, offset, value, headers } = row;
  return { seq, record: { topic, partition, offset, key, value, headers } };
}

export async function parkedKeys(tx: Tx): Promise<ParkedKey[]> {
  return tx.query(
    `SELECT consumer, topic, key, count(*)::int AS waiting, min(error) AS error, min(parked_at) AS since
     FROM parked_event WHERE replayed_at IS NULL GROUP BY consumer, topic, key ORDER BY min(seq)`,
  );
}
