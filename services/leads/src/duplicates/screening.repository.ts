import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';

/** How far the rows of an import have been looked at for duplicates. */
@Injectable()
export class ScreeningRepository {
  /** The next rows: up to which one, and the leads that they created. `to` is null when all are done. */
  async next(tx: Tx, importId: string, limit: number): Promise<{ to: number | null; leadIds: string[] }> {
    const [row] = await tx.query<{ to: number | null; leadIds: string[] | null }>(
      `SELECT max(row_no) AS to, array_agg(lead_id) FILTER (WHERE outcome = 'created') AS "leadIds" FROM (
         SELECT r.row_no, r.lead_id, r.outcome FROM lead_import AS job JOIN lead_import_row AS r ON r.import_id = job.id AND r.row_no > job.screened_to
         WHERE job.id = $1 AND NOT job.dry_run ORDER BY r.row_no LIMIT $2) AS next`,
      [importId, limit],
    );
    return { to: row!.to, leadIds: row!.leadIds ?? [] };
  }

  /** Imports of which rows are in the database that nobody has looked at: whoever wrote them died, or stopped. Index: lead_import_unscreened. */
  async unfinished(tx: Tx): Promise<{ importId: string; by: string; written: boolean }[]> {
    return tx.query(
      `SELECT id AS "importId", started_by AS by, written_at IS NOT NULL AND status = 'running' AS written FROM lead_import
       WHERE NOT dry_run AND (screened_to < rows_read OR (status = 'running' AND written_at IS NOT NULL)) ORDER BY id`,
    );
  }

  async screened(tx: Tx, importId: string, to: number, found: number): Promise<void> {
    await tx.query('UPDATE lead_import SET screened_to = $2, possible_duplicates = possible_duplicates + $3, touched_at = clock_timestamp() WHERE id = $1', [importId, to, found]);
  }
}
