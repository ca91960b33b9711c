import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { Page } from '@throughline/http/page';
import { pageOf, parseCursor } from '@throughline/http/page';
import { recordReading } from '@throughline/messaging/audit-trail';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import type { ImportReport } from '../import-leads/import-leads.dto';
import { importErrors } from '../import-file/import.errors';
import { importScope } from '../read-scope';
import type { ImportedRow, ImportLine, ImportRowsQuery, ImportsQuery } from './import-views.dto';

/** Seconds (wall clock) without a batch after which a running import counts as interrupted. A batch takes well under one. */
const SILENT = 30;

/** What a list and a report both say; $2: SILENT. */
const LINE = `id AS "importId", pool_id AS "poolId", file_name AS "fileName", mapping->>'name' AS mapping, dry_run AS "dryRun",
  rows_read AS "rowsRead", created, merged, refused, started_at AS "startedAt",
  CASE WHEN status = 'running' AND touched_at < clock_timestamp() - make_interval(secs => $2) THEN 'interrupted' ELSE status END AS status`;

/** Reports of imports. */
@Injectable()
export class ImportViews {
  constructor(private readonly transaction: TransactionRunner) {}

  /** The latest first. */
  async list({ limit, cursor }: ImportsQuery, by: Principal): Promise<Page<ImportLine>> {
    const before = parseCursor('imports', cursor, z.tuple([z.uuid()]))?.[0] ?? null;
    const scope = importScope(by, 4);
    return this.transaction.read(async (tx) => {
      const rows = await tx.query<FoundImport & { startedBy: string }>(
        `SELECT ${LINE}, started_by AS "startedBy" FROM lead_import WHERE ($1::uuid IS NULL OR id < $1) AND ${scope.sql} ORDER BY id DESC LIMIT $3`,
        [before, SILENT, limit + 1, ...scope.params],
      );
      return pageOf('imports', rows, limit, ({ importId }) => [importId], lineOf);
    });
  }

  /** @throws import.not_found, access.denied */
  async report(importId: string, by: Principal): Promise<ImportReport> {
    return this.transaction.read(async (tx) => {
      const row = await this.find(tx, importId, by);
      const refusals = await tx.query<ImportReport['refusals'][number]>(
        `SELECT code, field, count(*)::int AS rows FROM lead_import_row WHERE import_id = $1 AND outcome = 'refused' GROUP BY code, field ORDER BY rows DESC, code`,
        [importId],
      );
      return { ...lineOf(row), refusals };
    });
  }

  /** Rows in the order of the file, by primary key (import_id, row_no). @throws import.not_found, access.denied */
  async rows(importId: string, query: ImportRowsQuery, by: Principal): Promise<Page<ImportedRow>> {
    const after = parseCursor('import-rows', query.cursor, z.tuple([z.int()]))?.[0] ?? 0;
    return this.transaction.read(async (tx) => {
      await this.find(tx, importId, by);
      const rows = await tx.query<ImportedRow>(
        `SELECT row_no AS "rowNo", outcome, name, lead_id AS "leadId", matched_by AS "matchedBy", code, field FROM lead_import_row
         WHERE import_id = $1 AND row_no > $2 AND ($3::text IS NULL OR outcome = $3) ORDER BY row_no LIMIT $4`,
        [importId, after, query.outcome ?? null, query.limit + 1],
      );
      return pageOf('import-rows', rows, query.limit, ({ rowNo }) => [rowNo], (row) => row);
    });
  }

  /** Says in the audit trail that the whole report is taken away as a file. @throws import.not_found, access.denied */
  async recordExport(importId: string, by: Principal): Promise<void> {
    await this.transaction.run(async (tx) => {
      const { rowsRead } = await this.find(tx, importId, by);
      await recordReading(tx, { kind: 'lead_import', id: importId, what: 'exported', data: { rows: rowsRead } });
    });
  }

  private async find(tx: Tx, importId: string, by: Principal): Promise<FoundReport> {
    const scope = importScope(by, 3);
    const [row] = await tx.query<FoundReport>(
      `SELECT ${LINE}, file_sha256 AS "fileSha256", format, encoding, problem FROM lead_import WHERE id = $1 AND ${scope.sql}`,
      [importId, SILENT, ...scope.params],
    );
    if (!row) throw importErrors.not_found();
    return row;
  }
}

type FoundImport = Omit<ImportLine, 'totals' | 'startedAt' | 'startedBy'> & ImportReport['totals'] & { startedAt: Date };
type FoundReport = FoundImport & Pick<ImportReport, 'fileSha256' | 'format' | 'encoding' | 'problem'>;

function lineOf<T extends FoundImport>({ rowsRead, created, merged, refused, startedAt, ...rest }: T) {
  return { ...rest, totals: { rowsRead, created, merged, refused }, startedAt: startedAt.toISOString() };
}
