import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { RecordKind } from '../duplicates/duplicate.repository';
import type { MatchRecord } from '../duplicates/match-score';

export interface Keying {
  version: number;
  step: RecordKind | 'cleaning' | 'done';
  after: string | null;
  afterPage: number;
  records: number;
  removed: number;
}
export interface KeptRecord extends MatchRecord {
  id: string;
}

const columns = `version, step, after_id AS after, after_page::int AS "afterPage", records, removed::int AS removed`;
/** In the order of their ids, each kept as it is until its blocks are written. */
const recordsSql: Record<RecordKind, string> = {
  lead: `SELECT id, company_name AS "companyName", contact_name AS "contactName", email, phone, credit_code AS "creditCode", domain, city FROM lead
    WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT $2 FOR SHARE`,
  account: `SELECT id, name AS "companyName", NULL AS "contactName", NULL AS email, phone, credit_code AS "creditCode", domain, city FROM account
    WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT $2 FOR SHARE`,
};

/** How far the blocks of all records have been written anew. */
@Injectable()
export class RecordKeying {
  /** Undefined where nobody has begun with this version. */
  async find(tx: Tx, version: number): Promise<Keying | undefined> {
    const [row] = await tx.query<Keying>(`SELECT ${columns} FROM duplicate_keying WHERE version = $1`, [version]);
    return row;
  }

  /** Begins where nobody has; several take their turns batch by batch. */
  async lock(tx: Tx, version: number): Promise<Keying> {
    await tx.query(
      `INSERT INTO duplicate_keying (version, step, started_at, touched_at) VALUES ($1, 'lead', clock_timestamp(), clock_timestamp()) ON CONFLICT DO NOTHING`,
      [version],
    );
    const [row] = await tx.query<Keying>(`SELECT ${columns} FROM duplicate_keying WHERE version = $1 FOR UPDATE`, [version]);
    return row!;
  }

  async save(tx: Tx, { version, step, after, afterPage, records, removed }: Keying): Promise<void> {
    await tx.query(
      `UPDATE duplicate_keying SET step = $2, after_id = $3, after_page = $4, records = $5, removed = $6, touched_at = clock_timestamp(),
         finished_at = CASE WHEN $2 = 'done' THEN clock_timestamp() END WHERE version = $1`,
      [version, step, after, afterPage, records, removed],
    );
  }

  /** Forgets how far it came: the next one begins at the first record. */
  async restart(tx: Tx, version: number): Promise<void> {
    await tx.query('DELETE FROM duplicate_keying WHERE version = $1', [version]);
  }

  async next(tx: Tx, kind: RecordKind, after: string | null, limit: number): Promise<KeptRecord[]> {
    return tx.query<KeptRecord>(recordsSql[kind], [after, limit]);
  }

  async count(tx: Tx): Promise<number> {
    const [row] = await tx.query<{ total: number }>('SELECT (SELECT count(*) FROM lead)::int + (SELECT count(*) FROM account)::int AS total');
    return row!.total;
  }

  /** Removes blocks of older versions from the next pages of their table. No index is kept for this: it would cost every lead that comes in. */
  async removeOld(tx: Tx, version: number, fromPage: number, pages: number): Promise<{ removed: number; end: boolean }> {
    const [row] = await tx.query<{ removed: number; end: boolean }>(
      `WITH gone AS (DELETE FROM duplicate_block WHERE ctid >= format('(%s,0)', $2::bigint)::tid AND ctid < format('(%s,0)', $3::bigint)::tid AND version < $1 RETURNING 1)
       SELECT count(*)::int AS removed, $3::bigint >= pg_relation_size('duplicate_block') / current_setting('block_size')::int AS end FROM gone`,
      [version, fromPage, fromPage + pages],
    );
    return row!;
  }
}
