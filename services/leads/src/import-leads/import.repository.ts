import { Injectable } from '@nestjs/common';
import type { Problem } from '@throughline/errors/problem';
import { textColumn } from '@throughline/persistence/columns';
import { preparedQuery } from '@throughline/persistence/open-transaction';
import type { Tx } from '@throughline/persistence/transaction';
import type { ImportMapping } from './import-mapping';
import { importErrors } from '../import-file/import.errors';

export interface ImportJob {
  id: string;
  poolId: string;
  fileName: string;
  sha256: string;
  format: 'csv' | 'xlsx';
  encoding: string | null;
  mapping: ImportMapping;
  dryRun: boolean;
  startedBy: string;
  orgPath: string;
}

/** Whose turn it is to write an import, and how many rows are done: always the first ones of the file. */
export interface ImportTurn {
  id: string;
  turn: number;
  rowsRead: number;
}

/** What became of one row. `rowNo` counts the rows below the header from 1. */
export interface RowOutcome {
  rowNo: number;
  outcome: 'created' | 'merged' | 'refused';
  name: string | null;
  leadId: string | null;
  /** Merged: the kind of key that was the same. */
  matchedBy: string | null;
  /** Refused: why, and in which field. */
  code: string | null;
  field: string | null;
}

const MERGE_FIELDS = ['companyName', 'contactName', 'email', 'phone', 'creditCode', 'domain', 'country', 'city', 'product'] as const;
export type MergeFields = Record<(typeof MERGE_FIELDS)[number], string | null>;

/** A lead that learned something from a record: its new version, and what. */
export interface FilledIn {
  id: string;
  version: number;
  orgPath: string;
  changed: string[];
}

/** Imports and the outcome of each of their rows. */
@Injectable()
export class ImportRepository {
  async start(tx: Tx, job: ImportJob): Promise<ImportTurn> {
    await tx.query(
      `INSERT INTO lead_import (id, pool_id, file_name, file_sha256, format, encoding, mapping, dry_run, status, started_by, org_path, started_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'running', $9, $10, $11)`,
      [job.id, job.poolId, job.fileName, job.sha256, job.format, job.encoding, JSON.stringify(job.mapping), job.dryRun, job.startedBy, job.orgPath, tx.now],
    );
    return { id: job.id, turn: 1, rowsRead: 0 };
  }

  /**
   * The import of the same file by the same person and mapping that did not come to its end: its process was killed, or an engine was away. A dry run
   * is not taken up: what it remembered is gone.
   */
  async unfinished(tx: Tx, { sha256, startedBy, poolId, mapping, dryRun }: ImportJob): Promise<string[]> {
    if (dryRun) return [];
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM lead_import
       WHERE file_sha256 = $1 AND started_by = $2 AND status <> 'completed' AND pool_id = $3 AND mapping = $4::jsonb AND NOT dry_run
         AND (status = 'running' OR (problem ->> 'status')::int >= 500)
       ORDER BY started_at DESC, id DESC`,
      [sha256, startedBy, poolId, JSON.stringify(mapping)],
    );
    return rows.map(({ id }) => id);
  }

  /** From now on it is the caller's turn, and whoever still writes for the turn before is refused. */
  async takeUp(tx: Tx, importId: string): Promise<ImportTurn | undefined> {
    const [turn] = await tx.query<ImportTurn>(
      `UPDATE lead_import SET status = 'running', problem = NULL, turn = turn + 1, touched_at = clock_timestamp()
       WHERE id = $1 AND status <> 'completed' RETURNING id, turn, rows_read AS "rowsRead"`,
      [importId],
    );
    return turn;
  }

  /** Rows of the report; who writes them adds them to the totals in the same transaction. */
  async reportRows(tx: Tx, { id }: ImportTurn, rows: readonly RowOutcome[]): Promise<void> {
    const column = (member: keyof RowOutcome) => textColumn(rows.map((row) => row[member]));
    await preparedQuery(
      tx,
      'import-rows',
      `INSERT INTO lead_import_row (import_id, row_no, outcome, name, lead_id, matched_by, code, field)
       SELECT $1, r.* FROM unnest($2::int[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[]) AS r`,
      [id, ...(['rowNo', 'outcome', 'name', 'leadId', 'matchedBy', 'code', 'field'] as const).map(column)],
    );
  }

  /** @throws import.taken_over when it is somebody else's turn */
  async addToTotals(tx: Tx, { id, turn }: ImportTurn, rows: readonly RowOutcome[]): Promise<void> {
    const count = (outcome: RowOutcome['outcome']) => rows.filter((row) => row.outcome === outcome).length;
    const written = await tx.query(
      `UPDATE lead_import SET rows_read = rows_read + $3, created = created + $4, merged = merged + $5, refused = refused + $6, touched_at = clock_timestamp()
       WHERE id = $1 AND turn = $2 RETURNING id`,
      [id, turn, rows.length, count('created'), count('merged'), count('refused')],
    );
    if (written.length === 0) throw importErrors.taken_over({ data: { importId: id } });
  }

  /** All rows of the file are in the database. @throws import.taken_over when it is somebody else's turn */
  async written(tx: Tx, { id, turn }: ImportTurn): Promise<void> {
    const rows = await tx.query('UPDATE lead_import SET written_at = coalesce(written_at, clock_timestamp()) WHERE id = $1 AND turn = $2 RETURNING id', [id, turn]);
    if (rows.length === 0) throw importErrors.taken_over({ data: { importId: id } });
  }

  /** @throws import.taken_over when it is somebody else's turn */
  async finish(tx: Tx, { id, turn }: ImportTurn, problem?: Problem): Promise<void> {
    const rows = await tx.query(`UPDATE lead_import SET status = $3, problem = $4, touched_at = clock_timestamp() WHERE id = $1 AND turn = $2 RETURNING id`, [
      id,
      turn,
      problem ? 'failed' : 'completed',
      problem ? JSON.stringify(problem) : null,
    ]);
    if (rows.length === 0) throw importErrors.taken_over({ data: { importId: id } });
  }

  /**
   * Fills what the existing leads do not know yet from the records that were recognised as theirs. Nothing that is known is overwritten, and
   * converted or disqualified leads stay as they are; so do those that the same file has created. The leads are locked in the order of their ids.
   * @returns the leads that learned something, with what, and their new version
   */
  async fillIn(tx: Tx, importId: string | null, records: readonly ({ leadId: string } & MergeFields)[]): Promise<FilledIn[]> {
    const sets = MERGE_FIELDS.map((field) => `${column(field)} = coalesce(lead.${column(field)}, r."${field}")`).join(', ');
    const learned = MERGE_FIELDS.map((field) => `CASE WHEN lead.${column(field)} IS NULL AND r."${field}" IS NOT NULL THEN '${field}' END`).join(', ');
    return tx.query(
      `WITH r AS (
         SELECT lead.id, array_remove(ARRAY[${learned}], NULL) AS changed, r.* FROM json_to_recordset($1::json)
           AS r("leadId" uuid, ${MERGE_FIELDS.map((field) => `"${field}" text`).join(', ')})
         JOIN lead ON lead.id = r."leadId" AND lead.status IN ('available', 'owned') AND ($2::uuid IS NULL OR lead.import_id IS DISTINCT FROM $2)
         ORDER BY lead.id FOR UPDATE OF lead
       )
       UPDATE lead SET ${sets}, version = lead.version + 1 FROM r WHERE lead.id = r.id AND cardinality(r.changed) > 0
       RETURNING lead.id, lead.version, lead.org_path AS "orgPath", r.changed`,
      [JSON.stringify(records), importId],
    );
  }
}

const column = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
