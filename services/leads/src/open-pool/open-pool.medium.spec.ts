import type { Principal } from '@throughline/access/principal';
import { v7 as uuidv7 } from 'uuid';
import { LeadsOverHttp } from '../leads-http.fixture';
import { day0, LeadsOnPostgres } from '../leads.fixture';

jest.setTimeout(60_000);

let service: LeadsOnPostgres;
let http: LeadsOverHttp;
let head: Principal;
let rep: Principal;
let stranger: Principal;
const east = uuidv7();
const open = (body: object, by = head, headers: Record<string, string> = {}) => http.send('POST', '/v1/pools', by, { unitId: east, policyId: 'open-pool', ...body }, headers);

beforeAll(async () => {
  service = await LeadsOnPostgres.start({ now: day0 });
  http = await LeadsOverHttp.start(service);
  head = await service.person('sales-head', '1.');
  rep = await service.person('sales-rep', '1.2.1.');
  stranger = await service.person('sales-rep', '1.1.1.');
  http.signIn(head, rep, stranger);
  await service.database.query(`INSERT INTO known_unit (id, name, path, version, document) VALUES ($1, 'East', '1.2.', 1, '{}')`, [east]);
  await service.database.truncate();
});
afterAll(async () => {
  await http.stop();
  await service.stop();
});

it('a pool is opened under a policy in force, with its clocks; its leads are its own', async () => {
  const headers = { 'idempotency-key': 'east' };
  const opened = await open({ name: 'East', hiddenFields: ['phone'] }, head, headers);
  expect(opened).toMatchObject({ status: 201, body: { name: 'East', status: 'open', version: 1 } });
  const { poolId } = opened.body;
  expect((await open({ name: 'East', hiddenFields: ['phone'] }, head, headers)).body).toEqual(opened.body);
  expect((await service.database.facts()).filter((fact) => fact !== 'clock.poked')).toEqual(['pool.opened']);
  const books = await service.database.query<{ book: string }>('SELECT book FROM clock_book WHERE book LIKE $1', [`%${poolId}%`]);
  expect(books).toHaveLength(2);
  const lead = await http.send('POST', '/v1/leads', head, { poolId, companyName: 'Harbour Cranes', phone: '+86 21 6888 0000' });
  expect(lead).toMatchObject({ status: 201, body: { poolId } });
  expect((await http.send('GET', `/v1/leads/${lead.body.leadId}`, rep)).body).toMatchObject({ poolId, phone: null, hidden: ['phone'] });
  // It is open to the people of its unit: to others its leads are not there.
  const outside = [http.send('GET', `/v1/leads/${lead.body.leadId}`, stranger), http.send('POST', `/v1/leads/${lead.body.leadId}/claim`, stranger)];
  for (const answer of await Promise.all(outside)) expect(answer).toMatchObject({ status: 404, body: { code: 'lead.not_found' } });
  const seen = async (by: Principal) => (await http.send('GET', `/v1/leads?pool=${poolId}`, by)).body.items.length;
  expect([await seen(stranger), await seen(rep), await seen(head)]).toEqual([0, 1, 1]);
  expect((await http.send('POST', `/v1/leads/${lead.body.leadId}/claim`, rep)).body).toMatchObject({ protectedUntil: '2026-04-04T10:00:00.000Z' });
});

it('is refused without a policy or a unit that is there, under a name that is taken, and to whoever does not run sales', async () => {
  await open({ name: 'Taken' });
  const answers = await Promise.all([1, 2, 3].map(() => open({ name: 'At once' })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  expect(await open({ name: 'Taken' })).toMatchObject({ status: 409, body: { code: 'pool.name_taken', field: 'name' } });
  expect(await open({ name: 'A', policyId: 'none' })).toMatchObject({ status: 404, body: { code: 'policy.not_found', field: 'policyId' } });
  expect(await open({ name: 'B', unitId: uuidv7() })).toMatchObject({ status: 422, body: { code: 'pool.unit_unknown' } });
  expect(await open({ name: 'C', hiddenFields: ['displayName'] })).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  expect(await open({ name: 'D' }, rep)).toMatchObject({ status: 403, body: { code: 'access.denied' } });
});
