import type { Principal } from '@throughline/access/principal';
import { classificationPolicySchema } from '@throughline/policy/classification-policy';
import { leadPolicySchema } from '@throughline/policy/lead-policy';
import { ApplyPolicyCommand } from '../apply-policy/apply-policy.command';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { DraftPolicyCommand } from '../draft-policy/draft-policy.command';
import { day0, LeadsOnPostgres } from '../leads.fixture';
import { PolicyApplicationViews } from '../policy-application-views/policy-application.views';
import { openPool } from '../seed';
import { WorkPoliciesCommand } from '../work-policies/work-policies.command';

jest.setTimeout(60_000);

const header = { kind: 'classification', id: 'standard', effectiveFrom: '2026-01-01', author: 'A', reason: 'R' } as const;
const by = (type: string, product: string) => ({ type, when: { field: 'product', is: [product] } });
/** Pumps are solutions and heavy. */
const first = classificationPolicySchema.parse({ ...header, version: 1, businessTypes: [by('solution', 'pump')], tags: [{ tag: 'heavy', when: { field: 'product', is: ['pump'] } }] });
/** Pumps are sold by telephone and are loud. */
const second = classificationPolicySchema.parse({ ...header, version: 2, businessTypes: [by('telesales', 'pump')], tags: [{ tag: 'loud', when: { field: 'product', is: ['pump'] } }] });
// What is sold by telephone is protected for a shorter time.
const policy = leadPolicySchema.parse({ ...openPool.policy, variants: [{ when: { businessType: ['telesales'] }, quietDays: 5 }] });

let service: LeadsOnPostgres;
let head: Principal;
let rep: Principal;
beforeEach(async () => {
  service = await LeadsOnPostgres.start({ now: day0, policy });
  service.get(WorkPoliciesCommand).forgottenAfter = 0;
  head = await service.person('sales-head', '1.');
  rep = await service.person('sales-rep');
  await apply(first);
});
afterEach(() => service.stop());

async function apply(document: { version: number }) {
  await service.get(DraftPolicyCommand).execute({ document }, head);
  const { applicationId } = await service.get(ApplyPolicyCommand).execute({ kind: 'classification', id: 'standard', version: document.version, grandfathering: 'keep', graceDays: 0 }, head);
  await service.get(WorkPoliciesCommand).execute();
  return service.get(PolicyApplicationViews).detail(applicationId);
}

it('leads that the rules classed are classed anew, with the end that hangs on it; what a person said stays', async () => {
  const owned = await service.lead(rep, { product: 'pump' });
  await service.get(ClaimLeadCommand).execute({ leadId: owned }, rep);
  await service.lead(rep, { product: 'pump', businessType: 'key-account', tags: ['vip', 'heavy'] });
  await service.lead(rep, { product: 'crane' });
  await service.database.truncate();
  expect(await apply(second)).toMatchObject({ status: 'completed', fromVersion: 1, progress: { total: 3, lookedAt: 3, rewritten: 2, kept: 1 } });
  const leads = await service.database.query(`SELECT business_type AS type, tags, to_char(protected_until AT TIME ZONE 'Asia/Shanghai', 'MM-DD') AS until FROM lead ORDER BY id`);
  expect(leads).toEqual([
    { type: 'telesales', tags: ['loud'], until: '03-30' },
    { type: 'key-account', tags: ['loud', 'vip'], until: null },
    { type: null, tags: [], until: null },
  ]);
  const told = (await service.database.events()).filter(({ type }) => type.includes('lead.classified')).map(({ payload }) => payload);
  expect(told).toEqual([
    expect.objectContaining({ leadId: owned, businessType: 'telesales', before: { businessType: 'solution', tags: ['heavy'] }, protectedUntil: '2026-03-30T10:00:00.000Z', policy: { id: 'standard', version: 2 } }),
    expect.objectContaining({ businessType: 'key-account', tags: ['loud', 'vip'] }),
  ]);
  const [line] = await service.database.query(`SELECT due_at < '2026-03-31' AS sooner FROM deadline WHERE subject_id = $1`, [owned]);
  expect(line.sooner).toBe(true);
});
