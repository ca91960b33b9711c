import { DirectoryOverHttp } from '../directory.fixture';

jest.setTimeout(60_000);

let directory: DirectoryOverHttp;
const admin = 'Hao Ran';
const csv = (...lines: string[]): string => `${lines.join('\r\n')}\r\n`;
const send = (body: object, by = admin) => directory.send('POST', '/v1/directory-syncs', by, body);
const outcomes = (body: any) => body.rows.map(({ row, key, outcome, code }: any) => [row, key, outcome, ...(code ? [code] : [])]);
const person = async (email: string) => (await directory.database.query('SELECT p.*, u.name AS unit FROM person p JOIN unit u ON u.id = p.unit_id WHERE email = $1', [email]))[0];

const units = csv('code;name;kind;parent_code;head', 'W-1;West · Energy;department;W;E-2', 'W;West;region;;', 'OPS;"Operations; central";;;');
const people = csv(
  'external_id,email,name,unit_code,title,manager,roles',
  'E-1,Ann@far.example,Ann,W-1,Sales representative,E-2,sales-rep',
  'E-2,bo@far.example,Bo,W-1,Sales manager,gao.yuan@hengyuan.example,sales-manager operator',
  'E-3,lin.fang@hengyuan.example,Lin Fang,East · Industry,Senior sales representative,xu.peng@hengyuan.example,',
);

beforeAll(async () => {
  directory = await DirectoryOverHttp.start(new Date('2026-03-02T01:00:00Z'));
});
afterAll(() => directory.stop());
beforeEach(() => directory.database.truncate());

it('tells by a dry run just what it then does, and does it once', async () => {
  const dry = await send({ units, people, dryRun: true });
  expect(dry).toMatchObject({ status: 200, body: { applied: false, counts: { 'units.new': 3, 'people.new': 2, 'people.changed': 1 } } });
  expect(await directory.database.facts()).toEqual([]);
  expect(await person('ann@far.example')).toBeUndefined();

  const done = await send({ units, people });
  expect(done.body).toEqual({ ...dry.body, applied: true });
  expect(await person('ann@far.example')).toMatchObject({ unit: 'West · Energy', external_id: 'E-1', zone: 'Asia/Shanghai', manager_id: (await person('bo@far.example')).id });
  expect(await person('lin.fang@hengyuan.example')).toMatchObject({ external_id: 'E-3', position: 'Senior sales representative' });
  const [energy] = await directory.database.query(`SELECT * FROM unit WHERE code = 'W-1'`);
  expect(energy).toMatchObject({ path: '1.5.1.', head_id: (await person('bo@far.example')).id });
  // One fact for each that is new, however many rows lead to it.
  expect((await directory.database.facts()).filter((fact) => fact === 'person.joined')).toHaveLength(2);

  await directory.database.truncate();
  const again = await send({ units, people });
  expect(again.body).toMatchObject({ applied: true, counts: { 'units.same': 3, 'people.same': 3 } });
  expect(await directory.database.facts()).toEqual([]);
});

it('leaves what a role is narrowed to, which no file says', async () => {
  const bo = await person('bo@far.example');
  const only = { product: ['pump'] };
  await directory.send('PUT', `/v1/people/${bo.id}/roles`, admin, { roles: [{ role: 'sales-manager', only }, { role: 'operator' }] });
  const row = (roles: string) => csv('external_id,email,name,unit_code,title,manager,roles', `E-2,bo@far.example,Bo,W-1,Sales manager,gao.yuan@hengyuan.example,${roles}`);
  expect((await send({ people: row('sales-manager operator') })).body.counts).toEqual({ 'people.same': 1 });
  expect((await send({ people: row('sales-manager legal') })).body.counts).toEqual({ 'people.changed': 1 });
  expect((await directory.send('GET', `/v1/people/${bo.id}`, admin)).body).toMatchObject({ roles: ['legal', 'sales-manager'], only: { 'sales-manager': only } });
});

it('takes nothing where a row is faulty, and says of each what is wrong', async () => {
  const bad = csv(
    'external_id,email,name,unit_code,title,manager',
    'E-10,new@far.example,New,W,Clerk,',
    'E-11,ann@far.example,Double,W,Clerk,',
    'E-12,no-address,Nobody,W,Clerk,',
    'E-13,x@far.example,X,Moon,Clerk,',
    'E-14,y@far.example,Y,W,Clerk,E-99',
    'E-10,z@far.example,Z,W,Clerk,',
    'E-2,bo@far.example,Bo,W-1,Sales manager,E-1',
    ',q@far.example,Q,W,Clerk,',
  );
  const { body } = await send({ people: bad });
  expect(body.applied).toBe(false);
  expect(outcomes(body)).toEqual([
    [2, 'E-10', 'new'], [3, 'E-11', 'faulty', 'person.email_taken'], [4, 'E-12', 'faulty', 'directory_sync.row_is_wrong'], [5, 'E-13', 'faulty', 'directory_sync.row_is_wrong'],
    [6, 'E-14', 'faulty', 'directory_sync.row_is_wrong'], [7, 'E-10', 'faulty', 'directory_sync.row_is_wrong'], [8, 'E-2', 'faulty', 'person.leads_back'],
    [9, 'q@far.example', 'faulty', 'directory_sync.row_is_wrong'],
  ]);
  expect(await person('new@far.example')).toBeUndefined();
  expect(await directory.database.facts()).toEqual([]);
});

it('moves units, never in a circle', async () => {
  const { body } = await send({ units: csv('code,name,parent_code', 'W,West,W-1', 'W-1,West · Energy,W') });
  expect(outcomes(body)).toEqual([[2, 'W', 'faulty', 'unit.leads_back'], [3, 'W-1', 'same']]);
  const twice = await send({ units: csv('code,name', 'OPS,Operations', 'OPS,Centre') });
  expect(outcomes(twice.body)).toEqual([[2, 'OPS', 'changed'], [3, 'OPS', 'faulty', 'directory_sync.row_is_wrong']]);
  expect((await send({ units: csv('code,name,parent_code', 'W-1,Energy,OPS') })).body).toMatchObject({ applied: true, counts: { 'units.changed': 1 } });
  expect((await directory.database.query(`SELECT path, name FROM unit WHERE code = 'W-1'`))[0]).toEqual({ path: '1.6.1.', name: 'Energy' });
});

it('only proposes who left, until it is confirmed; whom no file ever named is left alone', async () => {
  const rest = csv('external_id,email,name,unit_code,title,manager', 'E-2,bo@far.example,Bo,W-1,Sales manager,gao.yuan@hengyuan.example');
  const proposed = await send({ people: rest, full: true });
  expect(outcomes(proposed.body)).toEqual([[2, 'E-2', 'same'], [null, 'E-1', 'would-leave'], [null, 'E-3', 'would-leave']]);
  expect((await person('ann@far.example')).active).toBe(true);
  expect(outcomes((await send({ people: rest, full: true, confirmLeavers: true })).body)).toEqual([[2, 'E-2', 'same'], [null, 'E-1', 'left'], [null, 'E-3', 'left']]);
  expect((await directory.database.events()).map(({ payload }) => [payload.name, payload.active])).toEqual([['Ann', false], ['Lin Fang', false]]);
  expect((await person('chen.bo@hengyuan.example')).active).toBe(true);
  // Named again he is back.
  expect(outcomes((await send({ people: csv('external_id,email,name,unit_code,title', 'E-1,ann@far.example,Ann,W,Clerk') })).body)).toEqual([[2, 'E-1', 'changed']]);
  expect(await person('ann@far.example')).toMatchObject({ active: true, unit: 'West' });
});

it.each([
  [{ people: 'external_id,email,name,unit_code,title,colour\r\n' }, 422, 'directory_sync.unreadable'],
  [{ people: 'external_id,email\r\n' }, 422, 'directory_sync.unreadable'],
  [{ units: 'code,name\r\nA,"open' }, 422, 'directory_sync.unreadable'],
  [{}, 400, 'request.invalid'],
  [{ units: 'code,name\r\n', full: true }, 400, 'request.invalid'],
  [{ people, confirmLeavers: true }, 400, 'request.invalid'],
])('refuses %j', async (body, status, code) => {
  expect(await send(body)).toMatchObject({ status, body: { code } });
});

it('is for administrators', async () => {
  expect(await send({ units, dryRun: true }, 'Gao Yuan')).toMatchObject({ status: 403, body: { code: 'access.denied' } });
});

it('enters who begins on a day that lies ahead, moves the day, and has him join when the file has it so', async () => {
  const file = (from: string, title = 'Clerk') => csv('external_id,email,name,unit_code,title,from', `E-7,soon@far.example,Soon,W-1,${title},${from}`);
  expect((await send({ people: file('2026-04-01') })).body.counts).toEqual({ 'people.new': 1 });
  expect((await send({ people: file('2026-04-01') })).body.counts).toEqual({ 'people.same': 1 });
  expect((await send({ people: file('2026-05-04', 'Head clerk') })).body.counts).toEqual({ 'people.changed': 1 });
  const { id } = await person('soon@far.example');
  const planned = async () => (await directory.send('GET', `/v1/people/${id}/positions`, admin)).body.planned;
  expect(await planned()).toMatchObject([{ kind: 'join', day: '2026-05-04', title: 'Head clerk' }]);
  expect(await directory.database.facts()).not.toContain('person.joined');
  expect((await send({ people: file('') })).body.counts).toEqual({ 'people.changed': 1 });
  expect([await planned(), (await person('soon@far.example')).active]).toEqual([[], true]);
  expect(await directory.database.facts()).toContain('person.joined');
});
