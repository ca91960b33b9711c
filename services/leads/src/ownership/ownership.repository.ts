import { Injectable } from '@nestjs/common';
import { preparedQuery } from '@throughline/persistence/open-transaction';
import type { Tx } from '@throughline/persistence/transaction';
import { v7 as uuidv7 } from 'uuid';
import type { Lead } from '../lead/lead.entity';

/** Who owned which lead from when to when. An exclusion constraint forbids two at once, whoever writes. */
@Injectable()
export class OwnershipRepository {
  /** Opens a period for each lead's present owner. */
  async start(tx: Tx, leads: readonly Lead[], how: { acquired: 'claimed' | 'assigned'; assignmentId?: string }): Promise<void> {
    const rows = leads.map((lead) => ({
      id: uuidv7(),
      lead_id: lead.id,
      pool_id: lead.poolId,
      owner_id: lead.ownerId,
      policy_version: lead.policyVersion,
      started_at: lead.claimedAt,
      unit_path: lead.orgPath,
    }));
    await preparedQuery(
      tx,
      'ownership-start',
      `INSERT INTO ownership (id, lead_id, pool_id, owner_id, acquired, assignment_id, policy_version, started_at, unit_path)
       SELECT id, lead_id, pool_id, owner_id, $2, $3, policy_version, started_at, unit_path
       FROM json_to_recordset($1::json) AS r(id uuid, lead_id uuid, pool_id uuid, owner_id uuid, policy_version int, started_at timestamptz, unit_path text)`,
      [JSON.stringify(rows), how.acquired, how.assignmentId ?? null],
    );
  }

  /** Closes the open period of each lead. */
  async end(tx: Tx, leadIds: readonly string[], reason: string): Promise<void> {
    await tx.query('UPDATE ownership SET ended_at = $2, end_reason = $3 WHERE lead_id = ANY($1::uuid[]) AND ended_at IS NULL', [leadIds, tx.now, reason]);
  }
}
