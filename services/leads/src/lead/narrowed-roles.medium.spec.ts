import type { Only } from '@throughline/access/dimensions';
import type { Principal, Role } from '@throughline/access/principal';
import { shownOf } from '@throughline/testing/walls';
import { LeadsOverHttp } from '../leads-http.fixture';
import { day0, LeadsOnPostgres } from '../leads.fixture';

// Two cores may be shared with other suites.
jest.setTimeout(60_000);

let service: LeadsOnPostgres;
let http: LeadsOverHttp;
let head: Principal;
let rep: Principal;
let manager: Principal;
let northRep: Principal;
/** Leads by what they are here for. */
const leads = {} as Record<'free' | 'others' | 'silent' | 'owned' | 'ownedElsewhere' | 'managers', string>;

async function narrowed(role: Role, unitPath: string, only: Only): Promise<Principal> {
  const person = await service.person(role, unitPath);
  await service.database.query('UPDATE known_person SET narrowed_to = $2 WHERE id = $1', [person.personId, { [role]: only }]);
  return { ...person, only: { [role]: only } };
}
const hears = async (...[method, path, by, body]: [string, string, Principal, object?]) => {
  const answer = await http.send(method, path, by, body);
  return [answer.status, ...(answer.body?.code ? [answer.body.code] : [])];
};

beforeAll(async () => {
  service = await LeadsOnPostgres.start({ now: day0 });
  http = await LeadsOverHttp.start(service);
  head = await service.person('sales-head', '1.');
  rep = await service.person('sales-rep', '1.1.1.');
  manager = await narrowed('sales-manager', '1.1.', { region: ['Shandong', 'Hebei'] });
  northRep = await narrowed('sales-rep', '1.1.1.', { region: ['Shandong'] });
  http.signIn(head, rep, manager, northRep);
  const lead = (region?: string) => service.lead(head, region === undefined ? {} : { region });
  Object.assign(leads, {
    free: await lead('Shandong'), others: await lead('Yunnan'), silent: await lead(), owned: await lead('Shandong'), ownedElsewhere: await lead('Yunnan'), managers: await lead('Yunnan'),
  });
  for (const [id, owner] of [[leads.owned, rep], [leads.ownedElsewhere, rep], [leads.managers, manager]] as const) {
    expect((await http.send('POST', `/v1/leads/${id}/assign`, head, { ownerId: owner.personId })).status).toBe(200);
  }
});
afterAll(async () => {
  await http?.stop();
  await service?.stop();
});

const listed = async (by: Principal, query = '') => (await http.send('GET', `/v1/leads?limit=100${query}`, by)).body.items.map(({ leadId }: { leadId: string }) => leadId).sort();
const those = (...names: (keyof typeof leads)[]) => names.map((name) => leads[name]).sort();

describe('whose role is narrowed to regions', () => {
  it('finds in lists, counts and the wall what lies in them, and his own', async () => {
    expect(await listed(manager)).toEqual(those('free', 'owned', 'managers'));
    expect(await listed(northRep)).toEqual(those('free'));
    expect(await listed(rep)).toEqual(those('free', 'others', 'silent', 'owned', 'ownedElsewhere'));
    expect(await listed(manager, '&status=available')).toEqual(those('free'));
    expect([await shownOf(service.database, 'lead', manager), await shownOf(service.database, 'lead', northRep), await shownOf(service.database, 'lead', head)]).toEqual([3, 1, 6]);
    expect((await http.send('GET', `/v1/pools/${service.poolId}`, manager)).body.leads).toEqual({ available: 1, owned: 2 });
    expect((await http.send('GET', '/v1/leads/funnel?from=2026-03-01&until=2026-03-31', manager)).body).toMatchObject({ captured: 3, available: 1, owned: 2 });
  });

  it('hears of no other that there is one', async () => {
    for (const id of those('others', 'silent', 'ownedElsewhere')) {
      expect(await hears('GET', `/v1/leads/${id}`, manager)).toEqual([404, 'lead.not_found']);
      expect(await hears('GET', `/v1/leads/${id}/timeline`, manager)).toEqual([404, 'lead.not_found']);
      expect(await hears('POST', `/v1/leads/${id}/assign`, manager, { ownerId: rep.personId })).toEqual([404, 'lead.not_found']);
      // Nor that somebody has it already.
      expect(await hears('POST', `/v1/leads/${id}/claim`, northRep)).toEqual([404, 'lead.not_found']);
    }
    expect(await hears('GET', `/v1/leads/${leads.owned}`, manager)).toEqual([200]);
    expect(await hears('GET', `/v1/leads/${leads.managers}`, manager)).toEqual([200]);
    const batch = await http.send('POST', '/v1/lead-claims', northRep, { leadIds: those('others', 'silent') });
    expect(batch.body.items.map(({ problem }: any) => problem.code)).toEqual(['lead.not_found', 'lead.not_found']);
  });

  it('gives away, and claims, what lies in them', async () => {
    const give = (body: object) => http.send('POST', `/v1/pools/${service.poolId}/assignments`, manager, { strategy: 'round-robin', people: [rep.personId], ...body });
    expect((await give({ leadIds: those('others', 'silent') })).body).toMatchObject({ assigned: 0, skipped: those('others', 'silent') });
    const another = await service.lead(head, { region: 'Hebei' });
    expect(await hears('POST', `/v1/leads/${another}/claim`, northRep)).toEqual([404, 'lead.not_found']);
    expect(await hears('POST', `/v1/leads/${leads.free}/claim`, northRep)).toEqual([200]);
    expect((await give({ count: 10 })).body).toMatchObject({ assigned: 1 });
    expect((await http.send('GET', `/v1/leads/${another}`, rep)).body.ownerId).toBe(rep.personId);
    expect(await listed(head, '&status=available')).toEqual(those('others', 'silent'));
  });

  it('moves of what somebody has what lies in them, and does not hand over all of it', async () => {
    const heir = await service.person('sales-rep', '1.1.1.');
    http.signIn(heir);
    const moved = await http.send('POST', '/v1/lead-transfers', manager, { filter: { ownerId: rep.personId }, to: heir.personId, because: 'he has too many' });
    expect(moved.body.items.map(({ leadId }: { leadId: string }) => leadId)).toContain(leads.owned);
    expect(JSON.stringify(moved.body)).not.toContain(leads.ownedElsewhere);
    expect(await listed(rep, '&owner=me')).toEqual(those('ownedElsewhere'));
    const handOver = { from: heir.personId, to: rep.personId, reason: 'leaves' };
    expect(await hears('POST', '/v1/accounts/hand-overs', manager, handOver)).toEqual([403, 'access.denied']);
    const whole = await service.person('sales-manager', '1.1.');
    http.signIn(whole);
    expect(await hears('POST', '/v1/accounts/hand-overs', whole, handOver)).toEqual([201]);
  });
});
