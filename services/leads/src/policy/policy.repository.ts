import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { PolicyDocument, PolicyKind, PolicyOf } from '@throughline/policy/policy-kinds';
import { policyKinds } from '@throughline/policy/policy-kinds';
import { policyErrors } from './policy.errors';

export type PolicyStatus = 'draft' | 'active' | 'retired';

export interface StoredPolicy {
  kind: PolicyKind;
  id: string;
  version: number;
  status: PolicyStatus;
  document: PolicyDocument;
  author: string;
  reason: string;
  /** Local day. */
  effectiveFrom: string;
  savedBy: string;
  savedAt: Date;
  activatedBy: string | null;
  activatedAt: Date | null;
  retiredAt: Date | null;
  /** Of a policy that was taken out of force without another version. */
  retiredBy: string | null;
  retiredBecause: string | null;
  trialSince: Date | null;
  /** When the trial was last looked at: once a day. */
  trialLookedAt: Date | null;
}

/** A policy, whatever its versions, locked until the transaction ends. */
export interface PolicyLine {
  kind: PolicyKind;
  id: string;
  /** Of its last event. */
  sequence: number;
}

export const policyColumns = `kind, id, version, status, document, author, reason, effective_from::text AS "effectiveFrom", saved_by AS "savedBy",
  saved_at AS "savedAt", activated_by AS "activatedBy", activated_at AS "activatedAt", retired_at AS "retiredAt", retired_by AS "retiredBy", retired_because AS "retiredBecause", trial_since AS "trialSince",
  trial_looked_at AS "trialLookedAt"`;

/** Milliseconds (wall clock) for which the version in force is taken from memory: a change takes effect within it. */
const KEPT = 2_000;

/** Policies of every kind, by version. At most one version of each is in force. */
@Injectable()
export class PolicyRepository {
  /** What is or was in force never changes. */
  private readonly fixed = new Map<string, PolicyDocument>();
  private readonly inForce = new Map<string, { policy: StoredPolicy; until: number }>();

  /** Serialises the changes of one policy; a policy that is not there yet begins with sequence 0. */
  async lock(tx: Tx, kind: PolicyKind, id: string): Promise<PolicyLine> {
    await tx.query('INSERT INTO policy_line (kind, id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [kind, id]);
    const [line] = await tx.query<PolicyLine>('SELECT kind, id, sequence FROM policy_line WHERE kind = $1 AND id = $2 FOR UPDATE', [kind, id]);
    return line!;
  }

  /** The number of the next event of a locked policy. */
  async nextSequence(tx: Tx, { kind, id }: PolicyLine): Promise<number> {
    const [row] = await tx.query<{ sequence: number }>(
      'UPDATE policy_line SET sequence = sequence + 1 WHERE kind = $1 AND id = $2 RETURNING sequence',
      [kind, id],
    );
    return row!.sequence;
  }

  async find(tx: Tx, kind: PolicyKind, id: string, version: number): Promise<StoredPolicy | undefined> {
    const [row] = await tx.query<StoredPolicy>(`SELECT ${policyColumns} FROM policy WHERE kind = $1 AND id = $2 AND version = $3`, [kind, id, version]);
    return row;
  }

  /** @throws policy.not_found */
  async get(tx: Tx, kind: PolicyKind, id: string, version: number): Promise<StoredPolicy> {
    const found = await this.find(tx, kind, id, version);
    if (!found) throw policyErrors.not_found();
    return found;
  }

  /** The version in force; undefined where there is none. */
  async active(tx: Tx, kind: PolicyKind, id: string): Promise<StoredPolicy | undefined> {
    const [row] = await tx.query<StoredPolicy>(`SELECT ${policyColumns} FROM policy WHERE kind = $1 AND id = $2 AND status = 'active'`, [kind, id]);
    return row;
  }

  /** The rules in force, for commands that read them all the time: up to two seconds old. Undefined where the company has none. */
  async rulesInForce<K extends PolicyKind>(tx: Tx, kind: K, id: string): Promise<PolicyOf<K> | undefined> {
    const key = `${kind}/${id}`;
    const kept = this.inForce.get(key);
    if (kept && kept.until > Date.now()) return this.parsed(kept.policy) as PolicyOf<K>;
    const policy = await this.active(tx, kind, id);
    if (!policy) return undefined;
    this.inForce.set(key, { policy, until: Date.now() + KEPT });
    return this.parsed(policy) as PolicyOf<K>;
  }

  /** What is remembered of the version in force is read anew. */
  forget(kind: PolicyKind, id: string): void {
    this.inForce.delete(`${kind}/${id}`);
  }

  /** The rules of one version, from memory once they have been in force. @throws policy.not_found */
  async rules<K extends PolicyKind>(tx: Tx, kind: K, id: string, version: number): Promise<PolicyOf<K>> {
    const known = this.fixed.get(keyOf(kind, id, version));
    return (known ?? this.parsed(await this.get(tx, kind, id, version))) as PolicyOf<K>;
  }

  /**
   * The policy that something new begins with, in force at once where the policy has no version yet.
   * The caller announces it with its own fact. @returns false when the policy was there
   */
  async keepFirst(tx: Tx, document: PolicyDocument & { kind: PolicyKind }): Promise<boolean> {
    const { kind, id, version } = document;
    await this.lock(tx, kind, id);
    const [known] = await tx.query('SELECT FROM policy WHERE kind = $1 AND id = $2 LIMIT 1', [kind, id]);
    if (known) return false;
    await this.saveDraft(tx, document, document.author);
    await this.activate(tx, kind, id, version, document.author);
    return true;
  }

  /** Writes a draft, or writes it anew, which ends its trial. The policy is locked. @returns false when this version is or was in force: nothing was written */
  async saveDraft(tx: Tx, document: PolicyDocument, by: string): Promise<boolean> {
    const { kind, id, version, author, reason, effectiveFrom } = document;
    const rows = await tx.query(
      `INSERT INTO policy AS p (kind, id, version, status, document, author, reason, effective_from, saved_by, saved_at)
       VALUES ($1, $2, $3, 'draft', $4, $5, $6, $7, $8, $9)
       ON CONFLICT (kind, id, version) DO UPDATE SET document = excluded.document, author = excluded.author, reason = excluded.reason,
         effective_from = excluded.effective_from, saved_by = excluded.saved_by, saved_at = excluded.saved_at, trial_since = NULL
       WHERE p.status = 'draft' RETURNING version`,
      [kind, id, version, JSON.stringify(document), author, reason, effectiveFrom, by, tx.now],
    );
    return rows.length > 0;
  }

  /** Puts a version in force and retires the one before it. The policy is locked. */
  async activate(tx: Tx, kind: PolicyKind, id: string, version: number, by: string): Promise<void> {
    await tx.query(`UPDATE policy SET status = 'retired', retired_at = $3 WHERE kind = $1 AND id = $2 AND status = 'active'`, [kind, id, tx.now]);
    await tx.query(
      `UPDATE policy SET status = 'active', activated_by = $4, activated_at = $5, trial_since = NULL WHERE kind = $1 AND id = $2 AND version = $3`,
      [kind, id, version, by, tx.now],
    );
    tx.afterCommit(() => this.forget(kind, id));
  }

  /** The version that was in force last, where none is now. */
  async lastRetired(tx: Tx, kind: PolicyKind, id: string): Promise<StoredPolicy | undefined> {
    const [row] = await tx.query<StoredPolicy>(`SELECT ${policyColumns} FROM policy WHERE kind = $1 AND id = $2 AND status = 'retired' ORDER BY version DESC LIMIT 1`, [kind, id]);
    return row;
  }

  /** Takes the version in force out of force. The policy is locked. */
  async retire(tx: Tx, kind: PolicyKind, id: string, by: string, reason: string): Promise<void> {
    await tx.query(
      `UPDATE policy SET status = 'retired', retired_at = $3, retired_by = $4, retired_because = $5, trial_since = NULL WHERE kind = $1 AND id = $2 AND status = 'active'`,
      [kind, id, tx.now, by, reason],
    );
    tx.afterCommit(() => this.forget(kind, id));
  }

  /** Whether this version waits for its day or is being brought over running ownerships. */
  async isBeingApplied(tx: Tx, kind: PolicyKind, id: string, version: number): Promise<boolean> {
    const rows = await tx.query(
      `SELECT FROM policy_application WHERE kind = $1 AND policy_id = $2 AND version = $3 AND status IN ('scheduled', 'running')`,
      [kind, id, version],
    );
    return rows.length > 0;
  }

  private parsed({ kind, id, version, status, document }: StoredPolicy): PolicyDocument {
    const key = keyOf(kind, id, version);
    const known = this.fixed.get(key);
    if (known) return known;
    const rules = policyKinds[kind].parse(document);
    if (status !== 'draft') this.fixed.set(key, rules);
    return rules;
  }
}

const keyOf = (kind: string, id: string, version: number) => `${kind}/${id}@${version}`;
