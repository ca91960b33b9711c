import type { Principal } from '@throughline/access/principal';
import type { LeadPolicy } from '@throughline/policy/lead-policy';
import { leadPolicySchema } from '@throughline/policy/lead-policy';
import { v7 as uuidv7 } from 'uuid';
import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { LeadViews } from '../lead-views/lead.views';
import { day0, days, LeadsOnPostgres } from '../leads.fixture';
import type { OwnedLead } from '../policy/owned-leads.fixture';
import { layOwnedLeads } from '../policy/owned-leads.fixture';
import { PolicyRepository } from '../policy/policy.repository';
import { PoolRepository } from '../pool/pool.repository';
import { openPool } from '../seed';
import { SetPoolPolicyCommand } from './set-pool-policy.command';

jest.setTimeout(60_000);

const first = openPool.policy;
/** The same version number: only the id tells the two apart. */
const brisk: LeadPolicy = leadPolicySchema.parse({ ...first, id: 'brisk', clock: { ...first.clock, quietDays: 5, refreshDays: 2 } });
let service: LeadsOnPostgres;
let head: Principal;
let rep: Principal;
beforeEach(async () => {
  service = await LeadsOnPostgres.start({ now: day0 });
  head = await service.person('sales-head', '1.');
  rep = await service.person('sales-rep');
  await service.database.transactions.run((tx) => service.get(PolicyRepository).keepFirst(tx, brisk));
});
afterEach(() => service.stop());

const bind = (graceDays = 0, policyId = 'brisk', by = head) => service.get(SetPoolPolicyCommand).execute({ poolId: service.poolId, policyId, graceDays }, by);
async function lay(...leads: Partial<OwnedLead>[]): Promise<string[]> {
  const laid = leads.map((lead) => ({ id: uuidv7(), owner: rep, claimedAt: day0, ...lead }));
  await layOwnedLeads(service, laid, first, chinaCalendar(2026, 2026));
  return laid.map(({ id }) => id);
}
const ends = async () => (await service.database.query<{ end: string }>(`SELECT to_char(protected_until AT TIME ZONE 'Asia/Shanghai', 'MM-DD') AS end FROM lead WHERE status = 'owned' ORDER BY id`)).map(({ end }) => end);

it('running ownerships take the rules of the other policy in the same moment, their activities counted by them', async () => {
  const free = await service.lead(rep);
  await lay({}, { visits: [days(2)] });
  await service.database.setNow(days(2));
  await service.database.truncate();
  expect(await ends()).toEqual(['04-04', '04-04']);
  expect(await bind()).toMatchObject({ policy: { id: 'brisk', version: 1 }, rewritten: 2, graced: 0, version: 2 });
  expect(await ends()).toEqual(['03-30', '03-30']);
  expect(await bind()).toMatchObject({ rewritten: 0, version: 2 });
  const [event] = (await service.database.events()).filter(({ type }) => type.includes('pool.policy-set'));
  expect(event!.payload).toMatchObject({ policyId: 'brisk', before: { policyId: 'open-pool', policyVersion: 1 }, ends: [{ protectedUntil: '2026-03-30T10:00:00.000Z' }] });
  expect((await service.database.facts()).filter((fact) => fact !== 'clock.poked')).toEqual(['pool.policy-set']);
  const lines = await service.database.query(`SELECT count(*)::int AS count FROM deadline WHERE book = 'pool:' || $1 AND due_at < '2026-03-31'`, [service.poolId]);
  expect(lines).toEqual([{ count: 2 }]);
  expect(await service.get(LeadViews).detail(free, head)).toMatchObject({ status: 'available' });
});

it('a grace protects who would lose his lead at once', async () => {
  await lay({ claimedAt: days(-6) });
  await bind(2);
  expect(await ends()).toEqual(['03-27']);
  expect((await bind(0, 'open-pool')).rewritten).toBe(1);
  expect(await ends()).toEqual(['03-29']);
});

it('a claim that has read the old rules begins with the new ones, though both are version 1', async () => {
  const leadId = await service.lead(rep);
  const pools = service.get(PoolRepository);
  await service.database.transactions.read((tx) => pools.find(tx, service.poolId));
  const forget = jest.spyOn(pools, 'forget').mockImplementation(() => undefined);
  await bind();
  forget.mockRestore();
  await service.get(ClaimLeadCommand).execute({ leadId }, rep);
  expect(await ends()).toEqual(['03-30']);
});

it('is exact while people claim: no ownership keeps the old rules', async () => {
  const free = await Promise.all(Array.from({ length: 40 }, () => service.lead(rep)));
  const people = await Promise.all(Array.from({ length: 5 }, () => service.person('sales-rep')));
  const claims = people.map(async (by, at) => {
    for (const leadId of free.filter((_, n) => n % people.length === at)) await service.get(ClaimLeadCommand).execute({ leadId }, by);
  });
  await Promise.all([...claims, bind()]);
  expect(new Set(await ends())).toEqual(new Set(['03-30']));
  expect(await ends()).toHaveLength(40);
});

it('is refused for a policy that is not there, a closed pool, too many owned leads, and whoever does not make the rules', async () => {
  await expect(bind(0, 'none')).rejects.toMatchObject({ code: 'policy.not_found' });
  await expect(bind(0, 'brisk', rep)).rejects.toMatchObject({ code: 'access.denied' });
  await lay(...Array.from({ length: 2_001 }, () => ({})));
  await expect(bind()).rejects.toMatchObject({ code: 'pool.too_many_owned' });
  await service.database.query(`UPDATE pool SET status = 'closed', closed_at = now()`);
  await expect(bind()).rejects.toMatchObject({ code: 'pool.closed' });
});
