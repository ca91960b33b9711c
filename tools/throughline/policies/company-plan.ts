import type { PolicyChange } from '@throughline/policy/policy-diff';
import type { PoolDocument } from '@throughline/policy/pool-document';
import type { PersonApi } from '../demo/api';
import { changeLine } from './answers';
import { approvalLine, approvalLines, planApprovals, type ApprovalStep } from './approval-steps';
import type { filedCompany } from './policy-files';

/** What applying a policy would do, as the API tells it. */
export interface PolicyStep {
  kind: string;
  id: string;
  from: number | null;
  to: number;
  changes: PolicyChange[];
  effect: 'applied' | 'nothing' | 'refused';
  because: string;
}
/** What bringing a pool in line with its file would do. */
export interface PoolStep {
  key: string;
  name: string;
  poolId: string | null;
  effect: 'opened' | 'changed' | 'nothing' | 'refused';
  because: string;
  changes: PolicyChange[];
}
export interface CompanyPlan {
  differences: PolicyStep[];
  pools: PoolStep[];
  approvals: ApprovalStep[];
}
interface KnownPool {
  poolId: string;
  key: string;
  name: string;
  unit: string;
  policy: { id: string };
  assignmentPolicyId: string | null;
  administrators: string[];
  hiddenFields: string[];
  takes: string[];
  status: string;
}

/** What would change if the company were as its files say. Asks only. */
export async function planCompany(api: PersonApi, { policies, pools, approvals }: ReturnType<typeof filedCompany>, from?: number): Promise<CompanyPlan> {
  const differences: PolicyStep[] = [];
  for (const document of policies) differences.push(await api.post<PolicyStep>('/v1/policies/diff', { document, ...(from !== undefined && { from }) }));
  const { items: known } = pools.length > 0 ? await api.get<{ items: KnownPool[] }>('/v1/pools') : { items: [] };
  const inForce = new Set<string>();
  const steps: PoolStep[] = [];
  for (const pool of pools) {
    const there = known.find(({ key }) => key === pool.key);
    const missing = await missingPolicies(api, pool, differences, inForce);
    const detail = there && (await api.get<KnownPool>(`/v1/pools/${there.poolId}`));
    const because = missing.length > 0 ? `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} neither in force nor in these files` : rivalOf(pool, pools, known);
    steps.push(because === undefined ? stepOf(pool, detail) : refused(pool, there, because));
  }
  return { differences, pools: steps, approvals: await planApprovals(api, approvals) };
}

/** Whether anything would change, or could not. */
export const isIdle = ({ differences, pools, approvals }: CompanyPlan): boolean => [...differences, ...pools, ...approvals].every(({ effect }) => effect === 'nothing');
export const refusals = ({ differences, pools, approvals }: CompanyPlan): string[] => [
  ...approvals.filter(({ effect }) => effect === 'refused').map(approvalLine),
  ...differences.filter(({ effect }) => effect === 'refused').map(policyLine),
  ...pools.filter(({ effect }) => effect === 'refused').map(poolLine),
];

export function planLines(plan: CompanyPlan): string[] {
  if (isIdle(plan) && plan.differences.every(({ changes }) => changes.length === 0)) return [idleLine(plan)];
  return [...plan.differences.flatMap((step) => [policyLine(step), ...step.changes.map(changeLine)]), ...plan.pools.flatMap((step) => [poolLine(step), ...step.changes.map(changeLine)]), ...approvalLines(plan.approvals)];
}

export function idleLine({ differences, pools, approvals }: CompanyPlan): string {
  const policies = differences.length + approvals.length;
  const all = [policies > 0 && `${policies} ${policies === 1 ? 'policy' : 'policies'}`, pools.length > 0 && `${pools.length} ${pools.length === 1 ? 'pool' : 'pools'}`];
  return `Nothing to do: ${all.filter(Boolean).join(' and ')} as the files say.`;
}

const advice: Record<string, string> = {
  'policy.version_fixed': 'has been in force with other rules: save the change as a new version',
  'policy.version_too_old': 'a later version is in force: take its rules into the file and give it a higher version',
  'policy.being_applied': 'another change of this policy is under way: wait, or withdraw it',
};

function policyLine({ kind, id, from, to, changes, effect, because }: PolicyStep): string {
  const name = `policy ${kind}/${id}`;
  if (effect === 'refused') return `${name}: version ${to} refused, ${advice[because] ?? 'see the code'} (${because})`;
  if (effect === 'nothing') return `${name}: version ${to} ${because === 'in-force' ? 'is in force' : 'waits for its day'}, nothing to do`;
  if (from === null) return `${name}: version ${to} is the first`;
  return `${name}: version ${from} → ${to}${changes.length === 0 ? ', the same rules' : ''}`;
}

function poolLine({ key, name, effect, because }: PoolStep): string {
  const head = `pool ${key} “${name}”`;
  if (effect === 'refused') return `${head}: refused, ${because}`;
  return `${head}: ${effect === 'opened' ? 'is to be opened' : effect === 'changed' ? 'is to be changed' : 'nothing to do'}`;
}

function refused({ key, name }: PoolDocument, there: KnownPool | undefined, because: string): PoolStep {
  return { key, name, poolId: there?.poolId ?? null, effect: 'refused', because, changes: [] };
}

function stepOf(pool: PoolDocument, known: KnownPool | undefined): PoolStep {
  const { key, name } = pool;
  if (known?.status === 'closed') return refused(pool, known, 'it is closed: take it out of the files, or give a new pool another key');
  const before = known && { name: known.name, unit: known.unit, policy: known.policy.id, assignment: known.assignmentPolicyId, administrators: known.administrators, hiddenFields: known.hiddenFields, takes: known.takes };
  const { kind: _kind, key: _key, ...after } = pool;
  const changes = Object.entries(after).flatMap(([path, value]): PolicyChange[] => {
    const was = before?.[path as keyof typeof before];
    if (value === undefined || sameSet(was, value) || (!known && (value === null || (Array.isArray(value) && value.length === 0)))) return [];
    return [{ path, ...(known && { before: was }), after: value }];
  });
  const effect = !known ? 'opened' : changes.length > 0 ? 'changed' : 'nothing';
  return { key, name, poolId: known?.poolId ?? null, effect, because: !known ? 'first' : changes.length > 0 ? 'differs' : 'as-filed', changes };
}

/** Another pool of the unit that would take one of its business types as well: as the files say, and as it is where they say nothing. */
function rivalOf({ key, unit, takes = [] }: PoolDocument, filed: readonly PoolDocument[], known: readonly KnownPool[]): string | undefined {
  const open = known.filter(({ status }) => status === 'open');
  const there = new Map(open.map((pool) => [pool.key, { unit: pool.unit, takes: pool.takes }]));
  for (const pool of filed) there.set(pool.key, { unit: pool.unit, takes: pool.takes ?? there.get(pool.key)?.takes ?? [] });
  for (const [other, { unit: theirs, takes: taken }] of there) {
    const both = other !== key && theirs === unit ? takes.filter((type) => taken.includes(type)) : [];
    if (both.length > 0) return `${both.join(', ')} ${both.length > 1 ? 'are' : 'is'} taken by pool ${other}`;
  }
  return undefined;
}

/** Lists say the same in any order. */
function sameSet(one: unknown, other: unknown): boolean {
  const text = (value: unknown) => JSON.stringify(Array.isArray(value) ? [...(value as unknown[])].sort() : value);
  return text(one) === text(other);
}

/** Policies that a pool names, that are neither in force nor about to be. */
async function missingPolicies(api: PersonApi, { policy, assignment }: PoolDocument, steps: readonly PolicyStep[], inForce: Set<string>): Promise<string[]> {
  const names = [`lead/${policy}`, ...(assignment ? [`assignment/${assignment}`] : [])];
  const missing: string[] = [];
  for (const name of names) {
    if (inForce.has(name) || steps.some(({ kind, id, effect }) => `${kind}/${id}` === name && effect !== 'refused')) continue;
    const known = await api.get<{ active: object | null }>(`/v1/policies/${name}`).catch(() => undefined);
    if (known?.active) inForce.add(name);
    else missing.push(name);
  }
  return missing;
}
