import type { Principal } from '@throughline/access/principal';
import { day0, LeadsOnPostgres } from '../leads.fixture';
import { openPool } from '../seed';
import { ClaimLeadsCommand } from './claim-leads.command';

jest.setTimeout(60_000);

let service: LeadsOnPostgres;
let rep: Principal;
let other: Principal;
const claim = (leadIds: string[], by = rep) => service.get(ClaimLeadsCommand).execute({ leadIds }, by);
const leads = async (count: number) => {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await service.lead(rep));
  return ids;
};
const quota = (by: Principal) => service.database.query(`SELECT used_today AS used FROM claim_quota WHERE person_id = $1`, [by.personId]);

beforeEach(async () => {
  const policy = { ...openPool.policy, claim: { ...openPool.policy.claim, perDay: 6, perWeek: 100, cap: { inPool: 100, notCounted: [] } } };
  service = await LeadsOnPostgres.start({ now: day0, policy });
  rep = await service.person('sales-rep');
  other = await service.person('sales-rep', '1.1.2.');
});
afterEach(() => service.stop());

it('answers each on its own: a refusal takes nothing from the others, nor from the quota', async () => {
  const [first, second, third] = await leads(3);
  await claim([second!], other);
  await service.database.truncate();
  const unknown = '0199d000-0000-7000-8000-00000000ffff';
  const { claimed, items } = await claim([third!, second!, unknown, first!]);
  expect(claimed).toBe(2);
  expect(items.map(({ leadId, lead, problem }) => [leadId, lead?.ownerId ?? problem!.code])).toEqual([
    [third, rep.personId], [second, 'lead.already_claimed'], [unknown, 'lead.not_found'], [first, rep.personId],
  ]);
  expect(await quota(rep)).toEqual([{ used: 2 }]);
  expect((await service.database.facts()).filter((fact) => fact === 'lead.claimed')).toHaveLength(2);
});

it('the first ones asked for get what is left of the quota', async () => {
  const ids = (await leads(8)).reverse();
  const { items } = await claim(ids);
  expect(items.map(({ lead, problem }) => (lead ? 'claimed' : problem!.code))).toEqual([...Array(6).fill('claimed'), 'lead.quota_used_up', 'lead.quota_used_up']);
  expect(items[6]!.problem!.data).toMatchObject({ rule: 'per-day', limit: 6 });
});

it('two who ask for the same ones, and one who asks twice at once: each lead has one owner, no quota is exceeded', async () => {
  const ids = await leads(10);
  const answers = await Promise.all([claim(ids), claim([...ids].reverse(), other), claim(ids.slice(3)), claim(ids.slice(0, 5), other)]);
  expect(answers.reduce((sum, { claimed }) => sum + claimed, 0)).toBe(10);
  const owners = await service.database.query(`SELECT owner_id, count(*)::int AS n FROM ownership WHERE ended_at IS NULL GROUP BY 1`);
  expect(owners.reduce((sum, { n }) => sum + n, 0)).toBe(10);
  for (const { n } of owners) expect(n).toBeLessThanOrEqual(6);
  for (const by of [rep, other]) expect((await quota(by))[0]!.used).toBe(owners.find(({ owner_id: id }) => id === by.personId)!.n);
});
