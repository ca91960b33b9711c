import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import type { Page } from '@throughline/http/page';
import { pageOf, parseCursor } from '@throughline/http/page';
import { recordReading } from '@throughline/messaging/audit-trail';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import type { ImportReport } from '../import-leads/import-leads.dto';
import { importErrors } from '../import-file/import.errors';
import type { ImportedRow, ImportRowsQuery } from './import-views.dto';

/** Seconds (wall clock) without a batch after which a running import counts as interrupted. A batch takes well under one. */
const SILENT = 30;

/** Reports of imports. */
@Injectable()
export class ImportViews {
  constructor(private readonly transaction: TransactionRunner) {}

  /** @throws import.not_found, access.denied */
  async report(importId: string, by: Principal): Promise<ImportReport> {
    return this.transaction.read(async (tx) => {
      const row = await this.find(tx, importId, by);
      const refusals = await tx.query<ImportReport['refusals'][number]>(
        `SELECT code, field, count(*)::int AS rows FROM lead_import_row WHERE import_id = $1 AND outcome = 'refused' GROUP BY code, field ORDER BY rows DESC, code`,
        [importId],
      );
      const { rowsRead, created, merged, refused, startedAt, ...rest } = row;
      return { ...rest, totals: { rowsRead, created, merged, refused }, refusals, startedAt: startedAt.toISOString() };
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

  private async find(tx: Tx, importId: string, by: Principal): Promise<FoundImport> {
    const scope = access.scopeSql(by, 'import', 'lead', { owner: 'started_by', path: 'org_path' }, 3);
    const [row] = await tx.query<FoundImport>(
      `SELECT id AS "importId", pool_id AS "poolId", file_name AS "fileName", file_sha256 AS "fileSha256", format, encoding, mapping->>'name' AS mapping,
         dry_run AS "dryRun", rows_read AS "rowsRead", created, merged, refused, problem, started_at AS "startedAt",
         CASE WHEN status = 'running' AND touched_at < clock_timestamp() - make_interval(secs => $2) THEN 'interrupted' ELSE status END AS status
       FROM lead_import WHERE id = $1 AND ${scope.sql}`,
      [importId, SILENT, ...scope.params],
    );
    if (!row) throw importErrors.not_found();
    return row;
  }
}

type FoundImport = Omit<ImportReport, 'totals' | 'refusals' | 'startedAt'> & ImportReport['totals'] & { startedAt: Date };
