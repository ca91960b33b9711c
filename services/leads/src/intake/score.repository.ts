import { Injectable } from '@nestjs/common';
import { concurrencyErrors } from '@throughline/errors/common-errors';
import type { Tx } from '@throughline/persistence/transaction';
import type { Lead } from '../lead/lead.entity';
import type { ActivityCounts } from './assess-lead';

/** What scoring reads and writes of leads. */
@Injectable()
export class ScoreRepository {
  /** Leads that may still become business, by primary key. */
  async openLeads(tx: Tx, after: string | undefined, limit: number): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM lead WHERE ($1::uuid IS NULL OR id > $1) AND status IN ('available', 'owned') ORDER BY id LIMIT $2`,
      [after ?? null, limit],
    );
    return rows.map(({ id }) => id);
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
