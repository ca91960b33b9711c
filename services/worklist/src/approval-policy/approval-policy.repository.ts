import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { approvalPolicySchema, type ApprovalPolicy } from '@throughline/policy/approval-policy';

interface Stored {
  document: unknown;
  createdAt: Date;
}

/** A version as it was saved. */
export interface SavedVersion {
  policy: ApprovalPolicy;
  savedAt: Date;
}

/** Versions of approval policies: written once, never changed. */
@Injectable()
export class ApprovalPolicyRepository {
  /** Until the commit nobody else saves one: one subject never gets two policies, one version never two texts. */
  async lock(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('worklist.approval_policy', 0))`);
  }

  /** All versions of a policy, the newest first. */
  async versions(tx: Tx, id: string): Promise<SavedVersion[]> {
    return (await tx.query<Stored>('SELECT document, created_at AS "createdAt" FROM approval_policy WHERE id = $1 ORDER BY version DESC', [id])).map(saved);
  }

  /** The newest version of each policy. */
  async latest(tx: Tx): Promise<SavedVersion[]> {
    return (await tx.query<Stored>('SELECT DISTINCT ON (id) document, created_at AS "createdAt" FROM approval_policy ORDER BY id, version DESC')).map(saved);
  }

  /** The newest version of each subject that holds on the day: of one subject where it is given. */
  async inForce(tx: Tx, day: string, subject: string | null = null): Promise<SavedVersion[]> {
    const rows = await tx.query<Stored>(
      `SELECT DISTINCT ON (subject) document, created_at AS "createdAt" FROM approval_policy
       WHERE (document ->> 'effectiveFrom')::date <= $1::date AND ($2::text IS NULL OR subject = $2) ORDER BY subject, version DESC`,
      [day, subject],
    );
    return rows.map(saved);
  }

  /** The policy that rules a subject, whatever its day. */
  async idFor(tx: Tx, subject: string): Promise<string | undefined> {
    const [row] = await tx.query<{ id: string }>('SELECT id FROM approval_policy WHERE subject = $1 LIMIT 1', [subject]);
    return row?.id;
  }

  async insert(tx: Tx, policy: ApprovalPolicy): Promise<void> {
    const { id, version, subject } = policy;
    await tx.query('INSERT INTO approval_policy (id, version, subject, document, created_at) VALUES ($1, $2, $3, $4, $5)', [id, version, subject, JSON.stringify(policy), tx.now]);
  }
}

/** With the defaults of today where it was stored before they could be said. */
const saved = ({ document, createdAt }: Stored): SavedVersion => ({ policy: approvalPolicySchema.parse(document), savedAt: createdAt });
