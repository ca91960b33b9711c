import { Injectable } from '@nestjs/common';
import type { Page } from '@throughline/http/page';
import { pageOf, parseCursor } from '@throughline/http/page';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { policyDiff } from '@throughline/policy/policy-diff';
import type { PolicyDocument, PolicyKind } from '@throughline/policy/policy-kinds';
import { z } from 'zod';
import { checkedDocument } from '../policy/checked-document';
import { PolicyApplicationRepository } from '../policy/policy-application.repository';
import { policyHead, policyVersion } from '../policy/policy-head';
import type { PolicyVersion } from '../policy/policy.dto';
import { policyErrors } from '../policy/policy.errors';
import type { StoredPolicy } from '../policy/policy.repository';
import { policyColumns, PolicyRepository } from '../policy/policy.repository';
import { sameDocument } from '../policy/same-document';
import type { PoliciesQuery, PolicyDetail, PolicyDifference, PolicyLineView } from './policy-views.dto';

/** Policies, their versions and what differs between them. Everybody may know the rules. */
@Injectable()
export class PolicyViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly policies: PolicyRepository,
    private readonly applications: PolicyApplicationRepository,
  ) {}

  /** By kind and id. Index: the primary key of policy. */
  async list({ kind, limit, cursor }: PoliciesQuery): Promise<Page<PolicyLineView>> {
    const after = parseCursor('policies', cursor, z.tuple([z.string(), z.string()])) ?? ['', ''];
    const rows = await this.transaction.read((tx) =>
      tx.query<{ kind: PolicyKind; id: string; latest: number; active: StoredPolicy | null }>(
        `SELECT line.kind, line.id, latest.version AS latest, ${activeJson} AS active
         FROM policy_line AS line
         CROSS JOIN LATERAL (SELECT max(version) AS version FROM policy WHERE kind = line.kind AND id = line.id) AS latest
         WHERE (line.kind, line.id) > ($1, $2) AND ($3::text IS NULL OR line.kind = $3) AND latest.version IS NOT NULL
         ORDER BY line.kind, line.id LIMIT $4`,
        [...after, kind ?? null, limit + 1],
      ),
    );
    return pageOf('policies', rows, limit, (last) => [last.kind, last.id], ({ active, ...line }) => ({ ...line, active: active && policyHead(dated(active)) }));
  }

  /** @throws policy.not_found */
  async detail(kind: PolicyKind, id: string): Promise<PolicyDetail> {
    return this.transaction.read(async (tx) => {
      const versions = await tx.query<StoredPolicy>(`SELECT ${policyColumns} FROM policy WHERE kind = $1 AND id = $2 ORDER BY version DESC`, [kind, id]);
      if (versions.length === 0) throw policyErrors.not_found();
      const active = versions.find(({ status }) => status === 'active');
      const pools = await tx.query<{ poolId: string; name: string }>(
        `SELECT id AS "poolId", name FROM pool WHERE CASE $1 WHEN 'lead' THEN policy_id WHEN 'assignment' THEN assignment_policy_id END = $2 ORDER BY name`,
        [kind, id],
      );
      return { kind, id, active: active ? policyVersion(active) : null, versions: versions.map(policyHead), pools, people: await this.namesOf(tx, kind, id) };
    });
  }

  /** Who has saved, activated, retired or asked for a change, by id. */
  private async namesOf(tx: Tx, kind: PolicyKind, id: string): Promise<Record<string, string>> {
    const rows = await tx.query<{ id: string; name: string }>(
      `SELECT id, name FROM known_person WHERE id::text IN (
         SELECT unnest(ARRAY[saved_by, activated_by, retired_by]) FROM policy WHERE kind = $1 AND id = $2
         UNION SELECT requested_by FROM policy_application WHERE kind = $1 AND policy_id = $2)`,
      [kind, id],
    );
    return Object.fromEntries(rows.map((person) => [person.id, person.name]));
  }

  /** @throws policy.not_found */
  async version(kind: PolicyKind, id: string, version: number): Promise<PolicyVersion> {
    return this.transaction.read(async (tx) => policyVersion(await this.policies.get(tx, kind, id, version)));
  }

  /** What differs between two saved versions; `from` is the one in force where it is not named. @throws policy.not_found */
  async difference(kind: PolicyKind, id: string, from: number | undefined, to: number): Promise<PolicyDifference> {
    return this.transaction.read(async (tx) => this.differ(tx, from, (await this.policies.get(tx, kind, id, to)).document as Known));
  }

  /** What a document that is saved nowhere would change. @throws policy.not_found, policy.invalid */
  async differenceOf(written: unknown, from?: number): Promise<PolicyDifference> {
    const document = checkedDocument(written);
    return this.transaction.read((tx) => this.differ(tx, from, document));
  }

  private async differ(tx: Tx, from: number | undefined, after: Known): Promise<PolicyDifference> {
    const { kind, id, version: to } = after;
    const before = from === undefined ? await this.policies.active(tx, kind, id) : await this.policies.get(tx, kind, id, from);
    return { kind, id, from: before?.version ?? null, to, changes: policyDiff(before?.document ?? {}, after), ...(await this.effectOf(tx, after)) };
  }

  /** What applying the document would do, as drafting and applying it decide. */
  private async effectOf(tx: Tx, { kind, id, version, ...rest }: Known): Promise<Effect> {
    const [saved, active, open] = [await this.policies.find(tx, kind, id, version), await this.policies.active(tx, kind, id), await this.applications.open(tx, kind, id)];
    const same = saved !== undefined && sameDocument(saved.document, { kind, id, version, ...rest });
    if (same && saved.status === 'active') return { effect: 'nothing', because: 'in-force' };
    if (same && open?.version === version) return { effect: 'nothing', because: 'waits-for-its-day' };
    if (saved && saved.status !== 'draft' && !same) return { effect: 'refused', because: 'policy.version_fixed' };
    if (active && active.version >= version) return { effect: 'refused', because: 'policy.version_too_old' };
    if (open) return { effect: 'refused', because: 'policy.being_applied' };
    return { effect: 'applied', because: active ? 'other-rules' : 'first' };
  }
}

type Known = PolicyDocument & { kind: PolicyKind };
type Effect = Pick<PolicyDifference, 'effect' | 'because'>;

const activeJson = `(SELECT to_json(a) FROM (SELECT ${policyColumns} FROM policy WHERE kind = line.kind AND id = line.id AND status = 'active') AS a)`;

/** JSON carries instants as text. */
function dated(policy: StoredPolicy): StoredPolicy {
  const instant = (value: unknown) => (value === null ? null : new Date(value as string));
  return { ...policy, savedAt: instant(policy.savedAt)!, activatedAt: instant(policy.activatedAt), retiredAt: instant(policy.retiredAt), trialSince: instant(policy.trialSince), trialLookedAt: instant(policy.trialLookedAt) };
}
