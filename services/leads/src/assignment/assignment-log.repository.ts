import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { Decision } from '@throughline/policy/assignment';
import { v7 as uuidv7 } from 'uuid';

export interface KeptAssignment {
  id: string;
  poolId: string;
  /** `round-robin`, or `policy`. */
  strategy: string;
  /** Absent where somebody asked for turns without a policy. */
  policy?: { id: string; version: number };
  by: string;
  candidates: { personId: string; given: number; whyNot?: string }[];
  decisions: readonly Decision[];
}

/** Candidates of one decision that are kept with it. */
const SHOWN = 50;

/** Every assignment, and every decision of it with its candidates and why not. */
@Injectable()
export class AssignmentLogRepository {
  /** Of a lead for which nobody was found only the last look is kept: it may be looked at every hour. */
  async keep(tx: Tx, { id, poolId, strategy, policy, by, candidates, decisions }: KeptAssignment): Promise<void> {
    const given = decisions.filter(({ chosen }) => chosen !== null).length;
    await tx.query(forgetSql, [decisions.map(({ leadId }) => leadId)]);
    await tx.query(
      'INSERT INTO assignment (id, pool_id, strategy, policy_id, policy_version, decided_at, decided_by, candidates, leads) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
      [id, poolId, strategy, policy?.id ?? null, policy?.version ?? null, tx.now, by, JSON.stringify(candidates), given],
    );
    for (let from = 0; from < decisions.length; from += 1_000) {
      const rows = decisions.slice(from, from + 1_000).map(({ leadId, rule, strategy: way, chosen, because, candidates: all }) => ({
        id: uuidv7(), lead_id: leadId, rule, strategy: way, chosen, because, candidates: all.slice(0, SHOWN), considered: all.length,
      }));
      await tx.query(
        `INSERT INTO assignment_decision (id, assignment_id, lead_id, decided_at, rule, strategy, chosen, because, candidates, considered)
         SELECT id, $2, lead_id, $3, rule, strategy, chosen, because, candidates, considered
         FROM json_to_recordset($1) AS r(id uuid, lead_id uuid, rule text, strategy text, chosen uuid, because text, candidates jsonb, considered int)`,
        [JSON.stringify(rows), id, tx.now],
      );
    }
  }
}

// A statement sees what was there before it, so the decisions that it deletes are left out by their leads.
const forgetSql = `
  WITH gone AS (DELETE FROM assignment_decision WHERE lead_id = ANY($1::uuid[]) AND chosen IS NULL RETURNING assignment_id)
  DELETE FROM assignment WHERE leads = 0 AND id IN (SELECT assignment_id FROM gone)
    AND NOT EXISTS (SELECT FROM assignment_decision AS other WHERE other.assignment_id = assignment.id AND other.lead_id <> ALL($1::uuid[]))`;
