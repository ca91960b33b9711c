import type { Principal } from '@throughline/access/principal';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { LeadViews } from '../lead-views/lead.views';
import { day0, days, LeadsOnPostgres } from '../leads.fixture';
import { openPool } from '../seed';

jest.setTimeout(60_000);

let service: LeadsOnPostgres;
let ids: string[];
const look = (leadId: string, by: Principal) => service.get(LeadViews).detail(leadId, by);
const rule = (work: Promise<unknown>) => work.then(() => 'seen', ({ code, details }) => `${code} ${details.data.rule} ${details.data.allowedAt}`);
const refused = 'lead.quota_used_up views-per-day 2026-03-25T16:00:00.000Z';

beforeAll(async () => {
  service = await LeadsOnPostgres.start({ now: day0, policy: { ...openPool.policy, claim: { ...openPool.policy.claim, viewsPerDay: 3 } } });
  const head = await service.person('sales-head', '1.');
  ids = [];
  for (let n = 0; n < 8; n += 1) ids.push(await service.lead(head));
});
afterAll(() => service.stop());
beforeEach(() => service.database.setNow(day0));

describe('looks at free leads', () => {
  it('end with the quota of the day, count a lead once, and begin anew at local midnight', async () => {
    const rep = await service.person('sales-rep');
    for (const at of [0, 1, 0, 2, 1]) await look(ids[at]!, rep);
    expect(await rule(look(ids[3]!, rep))).toBe(refused);
    expect(await rule(look(ids[0]!, rep))).toBe('seen');
    await service.database.setNow(days(1));
    expect(await rule(look(ids[3]!, rep))).toBe('seen');
  });

  it('do not leak when many are made at once', async () => {
    const rep = await service.person('sales-rep');
    const outcomes = await Promise.all(ids.map((id) => rule(look(id, rep))));
    expect(outcomes.filter((one) => one === 'seen')).toHaveLength(3);
    expect(outcomes.filter((one) => one === refused)).toHaveLength(5);
  });

  it('at what one owns are free', async () => {
    const rep = await service.person('sales-rep');
    await service.get(ClaimLeadCommand).execute({ leadId: ids[7]! }, rep);
    for (const at of [0, 1, 2]) await look(ids[at]!, rep);
    expect(await rule(look(ids[7]!, rep))).toBe('seen');
  });
});
