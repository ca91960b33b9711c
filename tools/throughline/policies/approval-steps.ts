import type { ApprovalPolicy } from '@throughline/policy/approval-policy';
import { policyDiff, type PolicyChange } from '@throughline/policy/policy-diff';
import type { PersonApi } from '../demo/api';
import { changeLine } from './answers';

/** What saving an approval policy would do. */
export interface ApprovalStep {
  id: string;
  subject: string;
  from: number | null;
  to: number;
  changes: PolicyChange[];
  effect: 'saved' | 'nothing' | 'refused';
  because: string;
}
interface Known {
  versions: { version: number; document: ApprovalPolicy }[];
}

/** What would change if the approval policies were as files say. Asks only. */
export async function planApprovals(api: PersonApi, approvals: readonly ApprovalPolicy[]): Promise<ApprovalStep[]> {
  const steps: ApprovalStep[] = [];
  // Of several versions in the files each follows the one before.
  for (const policy of inOrder(approvals)) {
    const known = await api.get<Known>(`/v1/approval-policies/${encodeURIComponent(policy.id)}`).catch(() => ({ versions: [] }));
    const filed = approvals.filter(({ id, version }) => id === policy.id && version < policy.version).map((document) => ({ version: document.version, document }));
    steps.push(stepOf(policy, [...known.versions, ...filed.filter(({ version }) => !known.versions.some((one) => one.version === version))]));
  }
  return steps;
}

/** Saves those that differ. New requests take them from their day on, running ones keep theirs. */
export async function saveApprovals(api: PersonApi, approvals: readonly ApprovalPolicy[], steps: readonly ApprovalStep[]): Promise<ApprovalStep[]> {
  const toSave = steps.filter(({ effect }) => effect === 'saved');
  for (const { id, to } of toSave) await api.post('/v1/approval-policies', { document: approvals.find((one) => one.id === id && one.version === to) });
  return toSave;
}

const inOrder = (approvals: readonly ApprovalPolicy[]) => [...approvals].sort((a, b) => a.id.localeCompare(b.id) || a.version - b.version);

function stepOf(policy: ApprovalPolicy, known: Known['versions']): ApprovalStep {
  const { id, subject, version: to } = policy;
  const latest = known.reduce<Known['versions'][number] | undefined>((last, one) => (last && last.version > one.version ? last : one), undefined);
  const there = known.find(({ version }) => version === to);
  const changes = policyDiff((there ?? latest)?.document ?? {}, policy);
  const step = { id, subject, from: latest?.version ?? null, to, changes: latest ? changes : [] };
  if (there && changes.length === 0) return { ...step, effect: 'nothing', because: 'as-filed' };
  const next = (latest?.version ?? 0) + 1;
  if (to !== next) return { ...step, effect: 'refused', because: there ? `version ${to} is there with other rules: save the change as version ${next}` : `the next version is ${next}` };
  return { ...step, effect: 'saved', because: latest ? 'differs' : 'first' };
}

export function approvalLine({ id, subject, from, to, effect, because }: ApprovalStep): string {
  const head = `approval ${id} (of ${subject})`;
  if (effect === 'refused') return `${head}: refused, ${because}`;
  if (effect === 'nothing') return `${head}: version ${to} is saved, nothing to do`;
  return from === null ? `${head}: version ${to} is the first` : `${head}: version ${from} → ${to}`;
}

export const approvalLines = (steps: readonly ApprovalStep[]): string[] => steps.flatMap((step) => [approvalLine(step), ...(step.effect === 'nothing' ? [] : step.changes.map(changeLine))]);
