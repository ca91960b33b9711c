import { Inject, Injectable } from '@nestjs/common';
import { concurrencyErrors } from '@throughline/errors/common-errors';
import type { Tx } from '@throughline/persistence/transaction';
import { DataSource } from 'typeorm';
import { Lead } from '../lead/lead.entity';
import { leadColumns } from '../lead/lead.repository';
import type { ActivityCounts } from './assess-lead';

/** What scoring and classifying read and write of leads. */
@Injectable()
export class ScoreRepository {
  private readonly columns: string;

  constructor(@Inject(DataSource) dataSource: DataSource) {
    this.columns = leadColumns(dataSource, 'lead');
  }

  /** Leads that may still become business. */
  async countOpen(tx: Tx): Promise<number> {
    const [row] = await tx.query<{ count: number }>(`SELECT count(*)::int AS count FROM lead WHERE status IN ('available', 'owned')`);
    return row!.count;
  }

  /** The next ones, by primary key, locked. Waits for who holds one (≤ 2 s, then concurrency.busy). */
  async lockOpen(tx: Tx, after: string | null, limit: number): Promise<Lead[]> {
    const rows = await tx.query<object>(
      `SELECT ${this.columns} FROM lead WHERE ($1::uuid IS NULL OR id > $1) AND status IN ('available', 'owned') ORDER BY id LIMIT $2 FOR UPDATE`,
      [after, limit],
    );
    return rows.map((row) => Object.assign(new Lead(), row));
  }

  /** Writes business type and tags of locked leads that are at the version after the change, and the end of protection that may hang on them. */
  async saveClass(tx: Tx, leads: readonly Lead[]): Promise<void> {
    const rows = leads.map(({ id, version, businessType, tags, protectedUntil, because, exemption }) => ({ id, version, businessType, tags, protectedUntil, because, exemption }));
    const saved = await tx.query(
      `UPDATE lead SET business_type = r."businessType", tags = r.tags, protected_until = r."protectedUntil", because = r.because, exemption = r.exemption,
         version = r.version
       FROM json_to_recordset($1::json) AS r(id uuid, version int, "businessType" text, tags text[], "protectedUntil" timestamptz, because jsonb, exemption text)
       WHERE lead.id = r.id AND lead.version = r.version - 1 RETURNING lead.id`,
      [JSON.stringify(rows)],
    );
    if (saved.length !== leads.length) throw concurrencyErrors.version_mismatch();
  }

  /** Activities of each lead by kind. By index activity_lead. */
  async activities(tx: Tx, leadIds: readonly string[]): Promise<Map<string, ActivityCounts>> {
    const rows = await tx.query<{ leadId: string; kind: string; count: number }>(
      'SELECT lead_id AS "leadId", kind, count(*)::int AS count FROM activity WHERE lead_id = ANY ($1::uuid[]) GROUP BY lead_id, kind',
      [leadIds],
    );
    const counts = new Map<string, Record<string, number>>();
    for (const { leadId, kind, count } of rows) counts.set(leadId, { ...counts.get(leadId), [kind]: count });
    return counts;
  }

  /**
   * Writes the scores of locked leads that are at the version after the change, and the end of protection that may hang on the grade.
   * @throws concurrency.version_mismatch when one was not locked
   */
  async save(tx: Tx, leads: readonly Lead[]): Promise<void> {
    const rows = leads.map(({ id, version, score, grade, scoreRules, scoreVersion, expectedCloseOn, likelihood, protectedUntil, because, exemption }) => ({
      id, version, score, grade, scoreRules, scoreVersion, expectedCloseOn, likelihood, protectedUntil, because, exemption,
    }));
    const saved = await tx.query(
      `UPDATE lead SET score = r.score, grade = r.grade, score_rules = r."scoreRules", score_version = r."scoreVersion", expected_close_on = r."expectedCloseOn",
         likelihood = r.likelihood, protected_until = r."protectedUntil", because = r.because, exemption = r.exemption, version = r.version
       FROM json_to_recordset($1::json) AS r(id uuid, version int, score int, grade text, "scoreRules" text[], "scoreVersion" int, "expectedCloseOn" date,
         likelihood int, "protectedUntil" timestamptz, because jsonb, exemption text)
       WHERE lead.id = r.id AND lead.version = r.version - 1 RETURNING lead.id`,
      [JSON.stringify(rows)],
    );
    if (saved.length !== leads.length) throw concurrencyErrors.version_mismatch();
  }
}
