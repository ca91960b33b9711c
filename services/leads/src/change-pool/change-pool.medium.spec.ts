import type { Principal } from '@throughline/access/principal';
import { LeadsOverHttp } from '../leads-http.fixture';
import { day0, LeadsOnPostgres } from '../leads.fixture';
import { OpenPoolCommand } from '../open-pool/open-pool.command';
import { openPool } from '../seed';

jest.setTimeout(60_000);

let service: LeadsOnPostgres;
let http: LeadsOverHttp;
let head: Principal;
let rep: Principal;
beforeAll(async () => {
  service = await LeadsOnPostgres.start({ now: day0 });
  http = await LeadsOverHttp.start(service);
  head = await service.person('sales-head', '1.');
  rep = await service.person('sales-rep', '1.2.1.');
  http.signIn(head, rep);
  await service.database.query(`INSERT INTO known_unit (id, name, path, version, document) VALUES (uuidv7(), 'East', '1.2.', 1, '{}')`);
  await service.get(OpenPoolCommand).execute({ ...openPool, id: '0199d000-0000-7000-8003-0000000000aa', key: 'other', name: 'Other' }, 'test');
});
afterAll(async () => {
  await http.stop();
  await service.stop();
});

const change = (body: object, by = head) => http.send('PATCH', `/v1/pools/${service.poolId}`, by, body);

it('a pool has another name, another unit, other hidden fields, each told once; its free leads lie where it does', async () => {
  const { leadId } = (await http.send('POST', '/v1/leads', rep, { poolId: service.poolId, companyName: 'Mills', email: 'a@mills.example' })).body;
  await service.database.truncate();
  expect(await change({ name: 'Everybody', unit: '1.2.', hiddenFields: ['phone'] })).toMatchObject({ status: 200, body: { key: 'open-pool', name: 'Everybody', unit: '1.2.', version: 2 } });
  expect(await change({ name: 'Everybody', hiddenFields: ['phone'] })).toMatchObject({ status: 200, body: { version: 2 } });
  const events = await service.database.events();
  expect(events.map(({ payload }) => payload)).toEqual([
    expect.objectContaining({ name: 'Everybody', unit: '1.2.', hiddenFields: ['phone'], takes: [], before: { name: 'Open pool', unit: '1.', hiddenFields: ['email', 'phone'], takes: [] } }),
  ]);
  expect((await http.send('GET', `/v1/leads/${leadId}`, rep)).body).toMatchObject({ email: 'a@mills.example', hidden: ['phone'] });
  expect(await service.database.query('SELECT DISTINCT org_path AS path FROM lead')).toEqual([{ path: '1.2.' }]);
  expect(await change({ hiddenFields: [] })).toMatchObject({ status: 200, body: { version: 3 } });
});

it('is refused under a name that is taken, for a unit that is not there, and to whoever does not make the rules', async () => {
  expect(await change({ name: 'Other' })).toMatchObject({ status: 409, body: { code: 'pool.name_taken' } });
  expect(await change({ unit: '9.' })).toMatchObject({ status: 422, body: { code: 'pool.unit_unknown' } });
  expect(await change({})).toMatchObject({ status: 400 });
  expect(await change({ name: 'Mine' }, rep)).toMatchObject({ status: 403 });
  expect(await http.send('PATCH', '/v1/pools/0199d000-0000-7000-8003-0000000000ff', head, { name: 'X' })).toMatchObject({ status: 404, body: { code: 'pool.not_found' } });
});
