import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { Grandfathering } from '@throughline/policy/grandfathering';
import type { PolicyKind } from '@throughline/policy/policy-kinds';
import { policyApplicationErrors } from './policy.errors';

/** Bringing one version of a policy into force, and how far that has come over running ownerships. */
export interface PolicyApplication {
  id: string;
  /** change: a version comes into force; recompute: what follows from the one in force is computed once more. */
  purpose: 'change' | 'recompute';
  kind: PolicyKind;
  policyId: string;
  version: number;
  /** The version in force before; null where it is the first. */
  fromVersion: number | null;
  grandfathering: Grandfathering;
  graceDays: number;
  status: 'scheduled' | 'running' | 'completed' | 'withdrawn';
  startsAt: Date;
  requestedBy: string;
  requestedAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** The last record that was looked at; of ownerships the lead, with its pool. */
  behindPool: string | null;
  behindRecord: string | null;
  /** Records to be looked at when it began: of a lead policy, ownerships under another version. */
  total: number;
  lookedAt: number;
  rewritten: number;
  kept: number;
  graced: number;
  batches: number;
}

/** One that has looked at nothing yet. */
export function newApplication(
  known: Pick<PolicyApplication, 'id' | 'purpose' | 'kind' | 'policyId' | 'version' | 'fromVersion' | 'grandfathering' | 'graceDays' | 'status' | 'startsAt' | 'startedAt' | 'requestedBy' | 'requestedAt'>,
): PolicyApplication {
  return { ...known, finishedAt: null, behindPool: null, behindRecord: null, total: 0, lookedAt: 0, rewritten: 0, kept: 0, graced: 0, batches: 0 };
}

export const applicationColumns = `id, purpose, kind, policy_id AS "policyId", version, from_version AS "fromVersion", grandfathering, grace_days AS "graceDays", status,
  starts_at AS "startsAt", requested_by AS "requestedBy", requested_at AS "requestedAt", started_at AS "startedAt", finished_at AS "finishedAt",
  behind_pool AS "behindPool", behind_record AS "behindRecord", total, looked_at AS "lookedAt", rewritten, kept, graced, batches`;

@Injectable()
export class PolicyApplicationRepository {
  /** @throws policy_application.not_found */
  async get(tx: Tx, id: string, forUpdate = false): Promise<PolicyApplication> {
    const [row] = await tx.query<PolicyApplication>(`SELECT ${applicationColumns} FROM policy_application WHERE id = $1${forUpdate ? ' FOR UPDATE' : ''}`, [id]);
    if (!row) throw policyApplicationErrors.not_found();
    return row;
  }

  /** The one of a policy that is not over; a change before a recomputing, which may go on while that waits for its day. */
  async open(tx: Tx, kind: PolicyKind, policyId: string): Promise<PolicyApplication | undefined> {
    const [row] = await tx.query<PolicyApplication>(
      `SELECT ${applicationColumns} FROM policy_application WHERE kind = $1 AND policy_id = $2 AND status IN ('scheduled', 'running')
       ORDER BY purpose LIMIT 1`,
      [kind, policyId],
    );
    return row;
  }

  /** The recomputing of a policy that is not over, locked. */
  async openRecompute(tx: Tx, kind: PolicyKind, policyId: string): Promise<PolicyApplication | undefined> {
    const [row] = await tx.query<PolicyApplication>(
      `SELECT ${applicationColumns} FROM policy_application WHERE kind = $1 AND policy_id = $2 AND purpose = 'recompute' AND status = 'running' FOR UPDATE`,
      [kind, policyId],
    );
    return row;
  }

  /** The latest change to a version. */
  async latest(tx: Tx, kind: PolicyKind, policyId: string, version: number): Promise<PolicyApplication | undefined> {
    const [row] = await tx.query<PolicyApplication>(
      `SELECT ${applicationColumns} FROM policy_application WHERE kind = $1 AND policy_id = $2 AND version = $3 AND purpose = 'change' ORDER BY requested_at DESC, id DESC LIMIT 1`,
      [kind, policyId, version],
    );
    return row;
  }

  /** The first whose moment has come; undefined when none waits. */
  async due(tx: Tx): Promise<string | undefined> {
    const [row] = await tx.query<{ id: string }>(
      `SELECT id FROM policy_application WHERE status IN ('scheduled', 'running') AND starts_at <= $1 ORDER BY starts_at, id LIMIT 1`,
      [tx.now],
    );
    return row?.id;
  }

  async insert(tx: Tx, application: PolicyApplication): Promise<void> {
    const { id, purpose, kind, policyId, version, fromVersion, grandfathering, graceDays, status, startsAt, requestedBy, startedAt, total } = application;
    await tx.query(
      `INSERT INTO policy_application (id, purpose, kind, policy_id, version, from_version, grandfathering, grace_days, status, starts_at, requested_by, requested_at,
         started_at, total) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [id, purpose, kind, policyId, version, fromVersion, grandfathering, graceDays, status, startsAt, requestedBy, tx.now, startedAt, total],
    );
  }

  /** Writes status and progress of a locked one. */
  async save(tx: Tx, application: PolicyApplication): Promise<void> {
    const { id, fromVersion, status, startedAt, finishedAt, behindPool, behindRecord, total, lookedAt, rewritten, kept, graced, batches } = application;
    await tx.query(
      `UPDATE policy_application SET from_version = $2, status = $3, started_at = $4, finished_at = $5, behind_pool = $6, behind_record = $7, total = $8,
         looked_at = $9, rewritten = $10, kept = $11, graced = $12, batches = $13 WHERE id = $1`,
      [id, fromVersion, status, startedAt, finishedAt, behindPool, behindRecord, total, lookedAt, rewritten, kept, graced, batches],
    );
  }
}
