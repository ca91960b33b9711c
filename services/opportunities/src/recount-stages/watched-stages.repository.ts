import { Injectable } from '@nestjs/common';
import { RECOUNT } from '@throughline/deadlines/calendar-changes';
import type { Tx } from '@throughline/persistence/transaction';
import type { StageDeadlineKind } from '../opportunity/stage-book';

export interface StageTimes {
  id: string;
  soonAt: Date;
  overdueAt: Date;
}

/** Stays in stages that the clock of a pipeline still waits for. */
@Injectable()
export class WatchedStages {
  /** The next ones behind an id. Index: the primary key of the book. */
  async next(tx: Tx, book: string, behind: string | null, limit: number): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT subject_id AS id FROM deadline WHERE book = $1 AND kind <> $2 AND ($3::text IS NULL OR subject_id > $3) ORDER BY subject_id LIMIT $4`,
      [book, RECOUNT, behind, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** What each of them waits for, and the times that were told when it entered its stage. */
  async of(tx: Tx, book: string, ids: readonly string[]): Promise<Map<string, { kind: StageDeadlineKind; soonAt: Date | null; overdueAt: Date | null }>> {
    const rows = await tx.query<{ id: string; kind: StageDeadlineKind; soonAt: Date | null; overdueAt: Date | null }>(
      `SELECT d.subject_id AS id, d.kind, p.soon_at AS "soonAt", p.overdue_at AS "overdueAt"
       FROM deadline d JOIN stage_period p ON p.opportunity_id = d.subject_id::uuid AND p.left_at IS NULL WHERE d.book = $1 AND d.subject_id = ANY ($2::text[])`,
      [book, ids],
    );
    return new Map(rows.map(({ id, ...known }) => [id, known]));
  }

  async saveTimes(tx: Tx, times: readonly StageTimes[]): Promise<void> {
    if (times.length === 0) return;
    await tx.query(
      `UPDATE stage_period p SET soon_at = t."soonAt", overdue_at = t."overdueAt"
       FROM json_to_recordset($1::json) AS t(id uuid, "soonAt" timestamptz, "overdueAt" timestamptz) WHERE p.opportunity_id = t.id AND p.left_at IS NULL`,
      [JSON.stringify(times)],
    );
  }
}
