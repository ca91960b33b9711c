import type { Principal } from '@throughline/access/principal';
import { openPoolPolicy } from '@throughline/policy/default-policies';
import { LeadsOverHttp } from '../leads-http.fixture';
import { day0, LeadsOnPostgres } from '../leads.fixture';
import { PolicyRepository } from '../policy/policy.repository';

jest.setTimeout(60_000);

let service: LeadsOnPostgres;
let http: LeadsOverHttp;
let head: Principal;
let rep: Principal;
beforeAll(async () => {
  service = await LeadsOnPostgres.start({ now: day0 });
  http = await LeadsOverHttp.start(service);
  head = await service.person('sales-head', '1.');
  rep = await service.person('sales-rep');
  http.signIn(head, rep);
  await service.database.transactions.run((tx) => service.get(PolicyRepository).keepFirst(tx, { ...openPoolPolicy, id: 'fairs-2025' }));
  await service.database.truncate();
});
afterAll(async () => {
  await http.stop();
  await service.stop();
});

const retire = (name: string, by = head) => http.send('POST', `/v1/policies/${name}/retire`, by, { reason: 'The fair is over' });

it('a policy that nothing uses goes out of force, once, and its history says who and why', async () => {
  expect(await retire('lead/fairs-2025')).toMatchObject({ status: 200, body: { status: 'retired', retiredBy: head.personId, retiredBecause: 'The fair is over' } });
  expect(await retire('lead/fairs-2025')).toMatchObject({ status: 200, body: { status: 'retired' } });
  expect(await service.database.facts()).toEqual(['policy.retired']);
  expect((await http.send('GET', '/v1/policies/lead/fairs-2025', rep)).body).toMatchObject({ active: null, versions: [{ version: 1, status: 'retired' }], people: { [head.personId]: head.name } });
  expect(await http.send('POST', '/v1/pools', head, { name: 'Fairs', unit: '1.', policyId: 'fairs-2025' })).toMatchObject({ status: 422 });
});

it('is refused while a pool has it, for what every lead is judged by, and to whoever does not make the rules', async () => {
  expect(await retire('lead/open-pool')).toMatchObject({ status: 409, body: { code: 'policy.in_use', data: { pools: ['Open pool'] } } });
  expect(await retire('lead/none')).toMatchObject({ status: 404, body: { code: 'policy.not_found' } });
  expect(await retire('lead/open-pool', rep)).toMatchObject({ status: 403 });
});
