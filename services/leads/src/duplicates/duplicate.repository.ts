import { Injectable } from '@nestjs/common';
import { textColumn } from '@throughline/persistence/columns';
import { preparedQuery } from '@throughline/persistence/open-transaction';
import type { Tx } from '@throughline/persistence/transaction';
import type { Write } from '@throughline/persistence/write';
import { v7 as uuidv7 } from 'uuid';
import type { Evidence, MatchFacts, MatchRecord } from './match-score';
import { matchFacts } from './match-score';
import { KEYS_VERSION } from './blocks';

export type RecordKind = 'lead' | 'account';

/** A record that shares a block with one that comes in. */
export interface NearRecord {
  kind: RecordKind;
  id: string;
  name: string;
  status: string;
  ownerId: string | null;
  facts: MatchFacts;
}
export interface BlocksOf {
  id: string;
  kind: RecordKind;
  blocks: readonly string[];
  /** That it had before; those that it has no more are removed. */
  before?: readonly string[];
}
export interface FoundPair {
  recordKind: RecordKind;
  recordId: string;
  otherKind: RecordKind;
  otherId: string;
  score: number;
  because: Evidence[];
}
export interface PossibleDuplicate extends FoundPair {
  id: string;
  importId: string | null;
  orgPath: string;
}

/** A customer is held against the leads that are still open: one that was converted is a customer by now. */
export function comparable(kind: RecordKind, other: Pick<NearRecord, 'kind' | 'status'>): boolean {
  return kind === 'lead' || other.kind === 'account' || other.status === 'available' || other.status === 'owned';
}

type NearRow = Omit<NearRecord, 'facts'> & MatchRecord;

function nearRecord({ kind, id, name, status, ownerId, ...record }: NearRow): NearRecord {
  return { kind, id, name, status, ownerId, facts: matchFacts(record) };
}

const nearSql = `
  SELECT 'lead' AS kind, id, display_name AS name, status, owner_id AS "ownerId", company_name AS "companyName",
    contact_name AS "contactName", email, phone, credit_code AS "creditCode", domain, city
  FROM lead WHERE id = ANY($1::uuid[]) AND status <> 'merged'
  UNION ALL
  SELECT 'account', id, name, status, owner_id, name, NULL, NULL, phone, credit_code, domain, city FROM account WHERE id = ANY($2::uuid[]) AND status <> 'merged'`;

/** Keeps the blocks of a new lead, if nothing shares a block that is asked for: `nobody_near` locks them, then looks, and ends the statement otherwise. */
export function aloneAmong(leadId: string, kept: readonly string[], asked: readonly string[]): Write {
  const sql = `new_block AS (
    INSERT INTO duplicate_block (block, record_id, record_kind, version)
    SELECT block, $1::uuid, 'lead', ${KEYS_VERSION} FROM moment CROSS JOIN nobody_near($3::bigint[]) CROSS JOIN unnest($2::bigint[]) AS kept(block) ON CONFLICT DO NOTHING)`;
  return { name: 'lead-alone', into: 'match_block', sql, params: [leadId, kept, asked] };
}

/** Blocks, what shares them, and the pairs that were found. */
@Injectable()
export class DuplicateRepository {
  /** Locks the blocks until the transaction ends, and answers with the records that are in them. */
  async lockNear(tx: Tx, asked: readonly string[]): Promise<NearRecord[]> {
    return (await preparedQuery<NearRow>(tx, 'near-records', 'SELECT * FROM near_records($1::bigint[])', [asked])).map(nearRecord);
  }

  async records(tx: Tx, found: readonly { kind: RecordKind; id: string }[]): Promise<NearRecord[]> {
    const ids = (kind: RecordKind) => found.filter((one) => one.kind === kind).map(({ id }) => id);
    return (await preparedQuery<NearRow>(tx, 'duplicate-records', nearSql, [ids('lead'), ids('account')])).map(nearRecord);
  }

  /** Leads that are known by one of these keys: a customer finds them although telephone and credit code are no blocks of a lead. */
  async byKeys(tx: Tx, { phone, creditCode }: Pick<MatchFacts, 'phone' | 'creditCode'>): Promise<NearRecord[]> {
    const keys = Object.entries({ phone, credit_code: creditCode }).filter(([, value]) => value !== null);
    if (keys.length === 0) return [];
    const found = await tx.query<{ id: string }>(
      'SELECT k.lead_id AS id FROM unnest($1::text[], $2::text[]) AS asked(kind, value) JOIN lead_key AS k ON (k.kind, k.value) = (asked.kind, asked.value)',
      [keys.map(([kind]) => kind), keys.map(([, value]) => value)],
    );
    return found.length === 0 ? [] : this.records(tx, found.map(({ id }) => ({ id, kind: 'lead' as const })));
  }

  /** What shares a block with each of these, without a lock. */
  async near(tx: Tx, asked: readonly BlocksOf[]): Promise<{ of: string; kind: RecordKind; id: string }[]> {
    const pairs = asked.flatMap(({ id, blocks }) => blocks.map((block) => ({ id, block })));
    return tx.query(
      `SELECT DISTINCT a.id AS of, near.record_kind AS kind, near.record_id AS id FROM unnest($1::uuid[], $2::bigint[]) AS a(id, block)
       CROSS JOIN LATERAL (SELECT b.record_kind, b.record_id FROM duplicate_block AS b WHERE b.block = a.block AND b.record_id <> a.id
         ORDER BY b.record_id DESC LIMIT 50) AS near`,
      [textColumn(pairs.map(({ id }) => id)), textColumn(pairs.map(({ block }) => block))],
    );
  }

  /** Waits for everybody who has looked before now to have finished. Needs a transaction of its own: nobody may look while it is held. */
  async awaitEntries(tx: Tx): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock(4230, 0)');
  }

  async keep(tx: Tx, records: readonly BlocksOf[]): Promise<void> {
    const gone = records.flatMap(({ id, blocks, before = [] }) => before.filter((block) => !blocks.includes(block)).map((block) => ({ id, block })));
    if (gone.length > 0) {
      await tx.query('DELETE FROM duplicate_block AS b USING unnest($1::bigint[], $2::uuid[]) AS g(block, id) WHERE b.block = g.block AND b.record_id = g.id', [
        gone.map(({ block }) => block),
        gone.map(({ id }) => id),
      ]);
    }
    const rows = records.flatMap(({ id, kind, blocks }) => blocks.map((block) => ({ id, kind, block })));
    if (rows.length === 0) return;
    await preparedQuery(
      tx,
      'duplicate-blocks',
      `INSERT INTO duplicate_block AS b (block, record_id, record_kind, version)
       SELECT block, id, kind, ${KEYS_VERSION} FROM unnest($1::bigint[], $2::uuid[], $3::text[]) AS r(block, id, kind)
       ON CONFLICT (block, record_id) DO UPDATE SET version = excluded.version WHERE b.version < excluded.version`,
      [textColumn(rows.map(({ block }) => block)), textColumn(rows.map(({ id }) => id)), textColumn(rows.map(({ kind }) => kind))],
    );
  }

  /** Lists pairs for somebody to look at; a pair that is listed already stays as it was decided. */
  async list(tx: Tx, pairs: readonly FoundPair[], how: { importId: string | null; by: string; reason: string | null }): Promise<PossibleDuplicate[]> {
    if (pairs.length === 0) return [];
    const rows = pairs.map((pair) => ({ id: uuidv7(), ...pair }));
    return tx.query(
      `WITH listed AS (
         INSERT INTO possible_duplicate (id, record_kind, record_id, other_kind, other_id, score, because, import_id, reason, found_at, found_by, status, version)
         SELECT id, "recordKind", "recordId", "otherKind", "otherId", score, because, $2, $3, $4, $5, 'open', 1
         FROM json_to_recordset($1::json) AS r(id uuid, "recordKind" text, "recordId" uuid, "otherKind" text, "otherId" uuid, score numeric, because jsonb)
         WHERE NOT EXISTS (SELECT FROM possible_duplicate AS p WHERE p.record_id = "otherId" AND p.other_id = "recordId")
         ON CONFLICT ON CONSTRAINT possible_duplicate_pair DO NOTHING
         RETURNING id, record_kind, record_id, other_kind, other_id, score, because, import_id)
       SELECT listed.id, record_kind AS "recordKind", record_id AS "recordId", other_kind AS "otherKind", other_id AS "otherId", listed.score::float,
         listed.because, listed.import_id AS "importId", coalesce(lead.org_path, account.org_path) AS "orgPath"
       FROM listed LEFT JOIN lead ON record_kind = 'lead' AND lead.id = record_id LEFT JOIN account ON record_kind = 'account' AND account.id = record_id`,
      [JSON.stringify(rows), how.importId, how.reason, tx.now, how.by],
    );
  }
}
