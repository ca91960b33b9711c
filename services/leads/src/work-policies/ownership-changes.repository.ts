import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { DataSource } from 'typeorm';
import { Lead } from '../lead/lead.entity';
import { leadColumns } from '../lead/lead.repository';

/** Running ownerships of a policy, in the order in which a new version is brought over them: by pool, then by lead. */
@Injectable()
export class OwnershipChangesRepository {
  private readonly columns: string;

  constructor(@Inject(DataSource) dataSource: DataSource) {
    this.columns = leadColumns(dataSource, 'lead');
  }

  async pools(tx: Tx, policyId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(`SELECT id FROM pool WHERE policy_kind = 'lead' AND policy_id = $1 ORDER BY id`, [policyId]);
    return rows.map(({ id }) => id);
  }

  /** New ownerships of these pools take this version from the end of the transaction on. */
  async switchPools(tx: Tx, poolIds: readonly string[], version: number): Promise<void> {
    await tx.query('UPDATE pool SET policy_version = $2 WHERE id = ANY($1::uuid[])', [poolIds, version]);
  }

  /** Ownerships under another version. Index: lead_owned. */
  async count(tx: Tx, poolIds: readonly string[], version: number): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM lead WHERE pool_id = ANY($1::uuid[]) AND status = 'owned' AND policy_version <> $2`,
      [poolIds, version],
    );
    return row!.count;
  }

  /** The next leads of a pool under another version, locked. Waits for who holds one (≤ 2 s, then concurrency.busy). Index: lead_owned. */
  async lockNext(tx: Tx, poolId: string, version: number, behind: string | null, limit: number): Promise<Lead[]> {
    const rows = await tx.query<object>(
      `SELECT ${this.columns} FROM lead WHERE pool_id = $1 AND status = 'owned' AND policy_version <> $2 AND ($3::uuid IS NULL OR id > $3)
       ORDER BY id LIMIT $4 FOR UPDATE`,
      [poolId, version, behind, limit],
    );
    return rows.map((row) => Object.assign(new Lead(), row));
  }

  /** Running ownerships, whatever their version. Index: lead_owned. */
  async countOwned(tx: Tx, poolIds: readonly string[]): Promise<number> {
    const [row] = await tx.query<{ count: number }>(`SELECT count(*)::int AS count FROM lead WHERE pool_id = ANY($1::uuid[]) AND status = 'owned'`, [poolIds]);
    return row!.count;
  }

  /** The next owned leads of a pool, whatever their version, locked as `lockNext` does. */
  async lockNextOwned(tx: Tx, poolId: string, behind: string | null, limit: number): Promise<Lead[]> {
    const rows = await tx.query<object>(
      `SELECT ${this.columns} FROM lead WHERE pool_id = $1 AND status = 'owned' AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3 FOR UPDATE`,
      [poolId, behind, limit],
    );
    return rows.map((row) => Object.assign(new Lead(), row));
  }

  /** The owned leads of a pool, at most so many, locked in the order of their ids. Index: lead_owned. */
  async lockOwned(tx: Tx, poolId: string, limit: number): Promise<Lead[]> {
    const rows = await tx.query<object>(`SELECT ${this.columns} FROM lead WHERE pool_id = $1 AND status = 'owned' ORDER BY id LIMIT $2 FOR UPDATE`, [poolId, limit]);
    return rows.map((row) => Object.assign(new Lead(), row));
  }

  /** What a change of the rules changes in locked leads. Their version stays: it numbers their own events, and this one is the policy's. */
  async save(tx: Tx, leads: readonly Lead[]): Promise<void> {
    if (leads.length === 0) return;
    const rows = leads.map(({ id, policyVersion, protectedUntil, because, exemption, resets, grace, remindedSteps }) => ({
      id, policyVersion, protectedUntil, because, exemption, resets, grace, remindedSteps,
    }));
    await tx.query(
      `WITH changed AS (
         UPDATE lead SET policy_version = c."policyVersion", protected_until = c."protectedUntil", because = c.because, exemption = c.exemption,
           resets = c.resets, grace = c.grace, reminded_steps = c."remindedSteps"
         FROM json_to_recordset($1::json) AS c(id uuid, "policyVersion" int, "protectedUntil" timestamptz, because jsonb, exemption text, resets jsonb, grace jsonb, "remindedSteps" jsonb)
         WHERE lead.id = c.id RETURNING lead.id, lead.policy_version
       )
       UPDATE ownership SET policy_version = changed.policy_version FROM changed WHERE ownership.lead_id = changed.id AND ownership.ended_at IS NULL`,
      [JSON.stringify(rows)],
    );
  }
}
