import type { PoolDocument } from '@throughline/policy/pool-document';
import type { PersonApi } from '../demo/api';
import type { PolicyApplication } from './answers';
import type { CompanyPlan, PoolStep } from './company-plan';
import type { FiledPolicy } from './policy-files';

export interface HowToApply {
  grandfathering: string;
  graceDays: number;
  /** Milliseconds for which changes that have begun are waited for. */
  waitMs: number;
  /** Told with each look at a change that is under way. */
  tell: (application: PolicyApplication) => void;
}
/** What became of a pool; `waits`: one of its policies is not in force yet. */
export type AppliedPool = Omit<PoolStep, 'effect'> & { effect: PoolStep['effect'] | 'waits' };

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
/** Its day has come: it is being brought into force, or over what was there before. */
export const isUnderWay = ({ status, startsAt, requestedAt }: PolicyApplication): boolean => status === 'running' || (status === 'scheduled' && startsAt <= requestedAt);

/** Saves policies as versions and asks for them to come into force, those that differ. */
export async function applyPolicies(api: PersonApi, policies: readonly FiledPolicy[], { differences }: CompanyPlan, how: HowToApply): Promise<PolicyApplication[]> {
  const applications: PolicyApplication[] = [];
  for (const document of policies) {
    const { kind, id, version } = document;
    const step = differences.find((one) => one.kind === kind && one.id === id && one.to === version)!;
    if (step.effect !== 'applied') continue;
    const { grandfathering, graceDays } = how;
    await api.post('/v1/policies', { document });
    applications.push(await api.post<PolicyApplication>(`/v1/policies/${kind}/${encodeURIComponent(id)}/versions/${version}/apply`, { grandfathering, graceDays }));
  }
  return applications;
}

/** Looks at changes until `enough` of them is so, or the time is up. Replaces each by how it is then. */
export async function watchApplications(api: PersonApi, applications: PolicyApplication[], enough: (application: PolicyApplication) => boolean, { waitMs, tell }: HowToApply): Promise<void> {
  const giveUpAt = Date.now() + waitMs;
  while (applications.some((one) => isUnderWay(one) && !enough(one)) && Date.now() < giveUpAt) {
    await pause(300);
    for (const [at, application] of applications.entries()) {
      if (!isUnderWay(application)) continue;
      applications[at] = await api.get(`/v1/policy-applications/${application.applicationId}`);
      tell(applications[at]!);
    }
  }
}

/** Opens the pools that are missing and brings the others in line. What is so already is not touched. */
export async function applyPools(api: PersonApi, pools: readonly PoolDocument[], plan: CompanyPlan, applications: readonly PolicyApplication[], how: HowToApply): Promise<AppliedPool[]> {
  const notYet = new Set(applications.filter(({ status }) => status === 'scheduled').map(({ kind, policyId }) => `${kind}/${policyId}`));
  // Those that waited for their day before.
  for (const { kind, id, because } of plan.differences) if (because === 'waits-for-its-day') notYet.add(`${kind}/${id}`);
  const waiting = new Map<string, string>();
  for (const pool of pools) {
    const policy = await firstWithout(api, pool, notYet);
    if (policy) waiting.set(pool.key, policy);
  }
  for (const step of plan.pools) if (!waiting.has(step.key)) await giveUpTypes(api, step);
  const applied: AppliedPool[] = [];
  for (const step of plan.pools) {
    const pool = pools.find(({ key }) => key === step.key)!;
    const waits = waiting.get(pool.key);
    if (step.effect !== 'nothing' && waits) {
      applied.push({ ...step, effect: 'waits', because: `${waits} is not in force yet: apply the files again when it is` });
      continue;
    }
    const poolId = step.poolId ?? (await open(api, pool));
    await bringInLine(api, poolId, pool, step, how);
    applied.push({ ...step, poolId });
  }
  return applied;
}

/** A policy of the pool that has no version in force. One with another version in force will do. */
async function firstWithout(api: PersonApi, { policy, assignment }: PoolDocument, notYet: ReadonlySet<string>): Promise<string | undefined> {
  for (const name of [`lead/${policy}`, ...(assignment ? [`assignment/${assignment}`] : [])]) {
    if (!notYet.has(name)) continue;
    const { active } = await api.get<{ active: object | null }>(`/v1/policies/${name}`);
    if (!active) return name;
  }
  return undefined;
}

/** What a pool takes no more is free before another one takes it: two may have changed places. */
async function giveUpTypes(api: PersonApi, { poolId, effect, changes }: PoolStep): Promise<void> {
  const change = changes.find(({ path }) => path === 'takes');
  if (effect !== 'changed' || !change) return;
  const [before, after] = [change.before as string[], change.after as string[]];
  // Of a pool that moves as well, the other unit may have given them away.
  const kept = changes.some(({ path }) => path === 'unit') ? [] : before.filter((type) => after.includes(type));
  if (kept.length < before.length) await api.patch(`/v1/pools/${poolId}`, { takes: kept });
}

async function open(api: PersonApi, { key, name, unit, policy, hiddenFields = [], takes = [] }: PoolDocument): Promise<string> {
  const { poolId } = await api.post<{ poolId: string }>('/v1/pools', { key, name, unit, policyId: policy, hiddenFields, takes });
  return poolId;
}

async function bringInLine(api: PersonApi, poolId: string, { name, unit, policy, assignment, administrators, hiddenFields, takes }: PoolDocument, step: PoolStep, how: HowToApply): Promise<void> {
  const differs = new Set(step.changes.map(({ path }) => path));
  const opened = step.effect === 'opened';
  if (!opened && ['name', 'unit', 'hiddenFields', 'takes'].some((path) => differs.has(path))) await api.patch(`/v1/pools/${poolId}`, { name, unit, ...(hiddenFields && { hiddenFields }), ...(takes && { takes }) });
  if (!opened && differs.has('policy')) await api.put(`/v1/pools/${poolId}/policy`, { policyId: policy, graceDays: how.graceDays });
  if (differs.has('assignment')) await api.put(`/v1/pools/${poolId}/assignment-policy`, { policyId: assignment ?? null });
  if (differs.has('administrators')) await api.put(`/v1/pools/${poolId}/administrators`, { people: administrators });
}
