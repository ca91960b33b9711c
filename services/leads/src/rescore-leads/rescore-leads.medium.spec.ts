import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { standardScoring } from '@throughline/policy/default-intake-policies';
import type { ScoringPolicy } from '@throughline/policy/scoring-policy';
import { ApplyPolicyCommand } from '../apply-policy/apply-policy.command';
import { DraftPolicyCommand } from '../draft-policy/draft-policy.command';
import { day0, days, LeadsOnPostgres } from '../leads.fixture';
import { PolicyApplicationViews } from '../policy-application-views/policy-application.views';
import { RecomputePolicyCommand } from '../recompute-policy/recompute-policy.command';
import { WorkPoliciesCommand } from '../work-policies/work-policies.command';

// Two cores may be shared with other suites.
jest.setTimeout(60_000);

let service: LeadsOnPostgres;
let head: Principal;
let rep: Principal;
beforeEach(async () => {
  service = await LeadsOnPostgres.start({ now: day0 });
  service.get(WorkPoliciesCommand).forgottenAfter = 0;
  head = await service.person('sales-head', '1.');
  rep = await service.person('sales-rep');
});
afterEach(() => service.stop());

const work = () => service.get(WorkPoliciesCommand).execute();
const progressOf = (id: string) => service.get(PolicyApplicationViews).detail(id);
const scored = async () => (await service.database.facts()).filter((fact) => fact === 'lead.scored').length;
const grades = async () => (await service.database.query<{ grade: string }>('SELECT grade FROM lead ORDER BY id')).map(({ grade }) => grade).join('');

/** Whatever names the product "even" is worth calling, and nothing else. */
async function newRules(version = 2): Promise<string> {
  const area = { area: 'fit' as const, weight: 1, base: 0, rules: [{ key: 'even', text: 'Even', when: { field: 'product', is: ['even'] }, points: 100 }] };
  const scoring: ScoringPolicy = { ...standardScoring, version, areas: [area] };
  await service.get(DraftPolicyCommand).execute({ document: scoring }, head);
  const { applicationId } = await service.get(ApplyPolicyCommand).execute({ kind: 'scoring', id: 'standard', version, grandfathering: 'keep', graceDays: 0 }, head);
  return applicationId;
}
async function recompute(): Promise<string> {
  const { applicationId } = await service.get(RecomputePolicyCommand).execute({ kind: 'scoring', id: 'standard' }, head);
  await work();
  return applicationId;
}

describe('after another scoring has come into force', () => {
  it('every open lead is scored by it, also where rules were remembered; again, nothing changes', async () => {
    for (let n = 0; n < 7; n += 1) await service.lead(rep, { product: n % 2 === 0 ? 'even' : 'odd' });
    await service.lead(rep);
    await service.database.query(`UPDATE lead SET status = 'disqualified' WHERE product IS NULL`);
    const id = await newRules();
    await work();
    expect(await progressOf(id)).toMatchObject({ status: 'completed', progress: { total: 7, lookedAt: 7, rewritten: 7, kept: 0, batches: 1 } });
    expect((await grades()).slice(0, 7)).toBe('ADADADA');
    expect(await scored()).toBe(7);
    expect(await progressOf(await recompute())).toMatchObject({ purpose: 'recompute', status: 'completed', progress: { total: 7, rewritten: 0, kept: 7 } });
    expect(await scored()).toBe(7);
  });

  it('killed at every batch it goes on behind the last one: each lead once', async () => {
    await service.lead(rep, { product: 'odd' });
    const columns = `status, display_name, channel, captured_at, captured_by, org_path, policy_version, pool_since, version`;
    await service.database.query(`INSERT INTO lead (id, pool_id, product, ${columns}) SELECT uuidv7(), pool_id, CASE n % 2 WHEN 0 THEN 'even' ELSE 'odd' END, ${columns} FROM lead, generate_series(1, 1699) AS n`);
    const id = await newRules();
    const outbox = service.get(Outbox);
    const append = outbox.append.bind(outbox);
    let steps = 0;
    outbox.append = async (tx, events) => {
      await append(tx, events);
      if ([events].flat()[0]?.aggregate === 'lead' && (steps += 1) % 2 === 1) throw new Error('killed');
    };
    const seen: number[] = [];
    for (let over = false; !over; ) {
      over = await work().then(() => true, () => false);
      seen.push((await progressOf(id)).progress.lookedAt);
    }
    outbox.append = append;
    expect(new Set(seen)).toEqual(new Set([0, 500, 1_000, 1_500, 1_700]));
    expect(await progressOf(id)).toMatchObject({ status: 'completed', progress: { total: 1_700, lookedAt: 1_700, batches: 4 } });
    const told = (await service.database.events()).filter(({ type }) => type.includes('lead.scored')).map(({ payload }) => payload.leadId as string);
    expect(new Set(told).size).toBe(told.length);
    const [{ wrong }] = await service.database.query(`SELECT count(*)::int AS wrong FROM lead WHERE grade <> CASE product WHEN 'even' THEN 'A' ELSE 'D' END`);
    expect(wrong).toBe(0);
  });

  it('two clocks at once score each lead once', async () => {
    for (let n = 0; n < 20; n += 1) await service.lead(rep, { product: 'even' });
    await newRules();
    await Promise.all([work(), work(), work()]);
    expect(await scored()).toBe(20);
  });
});

it('recomputing finds what days alone have changed, and is for those who make the rules', async () => {
  const leadId = await service.lead(rep, { expectedCloseOn: '2026-05-24' });
  const scoreNow = async () => (await service.database.query('SELECT score FROM lead WHERE id = $1', [leadId]))[0].score as number;
  await newRules();
  await work();
  await service.get(DraftPolicyCommand).execute({ document: { ...standardScoring, version: 3 } }, head);
  await service.get(ApplyPolicyCommand).execute({ kind: 'scoring', id: 'standard', version: 3, grandfathering: 'keep', graceDays: 0 }, head);
  await work();
  const before = await scoreNow();
  await service.database.setNow(days(35));
  await recompute();
  expect(await scoreNow()).toBeGreaterThan(before);
  await expect(service.get(RecomputePolicyCommand).execute({ kind: 'scoring', id: 'standard' }, rep)).rejects.toMatchObject({ code: 'access.denied' });
  await expect(service.get(RecomputePolicyCommand).execute({ kind: 'assignment', id: 'standard' }, head)).rejects.toMatchObject({ code: 'policy.not_recomputable' });
  await expect(service.get(RecomputePolicyCommand).execute({ kind: 'account', id: 'accounts' }, head)).rejects.toMatchObject({ code: 'policy.not_found' });
});
