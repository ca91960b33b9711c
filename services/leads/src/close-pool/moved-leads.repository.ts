import { Inject, Injectable } from '@nestjs/common';
import { concurrencyErrors } from '@throughline/errors/common-errors';
import type { Tx } from '@throughline/persistence/transaction';
import { books } from '@throughline/process-contracts/clock';
import { DataSource } from 'typeorm';
import { Lead } from '../lead/lead.entity';
import { leadColumns } from '../lead/lead.repository';

/** Leads that go from a closed pool to another one. */
@Injectable()
export class MovedLeadsRepository {
  private readonly columns: string;

  constructor(@Inject(DataSource) dataSource: DataSource) {
    this.columns = leadColumns(dataSource, 'lead');
  }

  /** Closed pools whose leads are on their way. */
  async waiting(tx: Tx): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT substr(subject_id, 7) AS id FROM deadline WHERE book = $1 AND kind = 'move-leads' AND due_at <= $2 ORDER BY subject_id`,
      [books.policies(), tx.now],
    );
    return rows.map(({ id }) => id);
  }

  /** The next open leads of a pool, locked. Waits for who holds one (≤ 2 s, then concurrency.busy). Indexes: lead_available, lead_owned. */
  async lockNext(tx: Tx, poolId: string, limit: number): Promise<Lead[]> {
    const rows = await tx.query<object>(
      `SELECT ${this.columns} FROM lead WHERE pool_id = $1 AND status IN ('available', 'owned') ORDER BY id LIMIT $2 FOR UPDATE`,
      [poolId, limit],
    );
    return rows.map((row) => Object.assign(new Lead(), row));
  }

  /** Writes moved leads, with the running ownership of each. @throws concurrency.version_mismatch when one was not locked */
  async save(tx: Tx, leads: readonly Lead[]): Promise<void> {
    const rows = leads.map(({ id, version, poolId, orgPath, policyVersion, protectedUntil, because, exemption, resets, grace }) => ({
      id, version, poolId, orgPath, policyVersion, protectedUntil, because, exemption, resets, grace,
    }));
    const saved = await tx.query(
      `WITH moved AS (
         UPDATE lead SET pool_id = m."poolId", org_path = m."orgPath", policy_version = m."policyVersion", protected_until = m."protectedUntil",
           because = m.because, exemption = m.exemption, resets = m.resets, grace = m.grace, version = m.version
         FROM json_to_recordset($1::json) AS m(id uuid, version int, "poolId" uuid, "orgPath" text, "policyVersion" int, "protectedUntil" timestamptz,
           because jsonb, exemption text, resets jsonb, grace jsonb)
         WHERE lead.id = m.id AND lead.version = m.version - 1 RETURNING lead.id, lead.pool_id, lead.policy_version
       ), followed AS (
         UPDATE ownership SET pool_id = moved.pool_id, policy_version = moved.policy_version FROM moved
         WHERE ownership.lead_id = moved.id AND ownership.ended_at IS NULL
       ) SELECT id FROM moved`,
      [JSON.stringify(rows)],
    );
    if (saved.length !== leads.length) throw concurrencyErrors.version_mismatch();
  }

  async voidOffers(tx: Tx, leadIds: readonly string[]): Promise<void> {
    await tx.query(`UPDATE assignment_offer SET answer = 'void', answered_at = $2 WHERE lead_id = ANY ($1::uuid[]) AND answer IS NULL`, [leadIds, tx.now]);
  }

  async count(tx: Tx, poolId: string, moved: number): Promise<void> {
    await tx.query('UPDATE pool SET leads_moved = leads_moved + $2 WHERE id = $1', [poolId, moved]);
  }
}
