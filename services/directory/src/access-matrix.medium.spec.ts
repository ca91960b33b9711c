import type { Principal, Role } from '@throughline/access/principal';
import type { MatrixCall } from '@throughline/testing/route-matrix';
import { askEverything, differences, expectedMatrix, peopleOfMatrix } from '@throughline/testing/route-matrix';
import { wallContract } from '@throughline/testing/wall.contract';
import { shownOf } from '@throughline/testing/walls';
import { v7 as uuidv7 } from 'uuid';
import { DirectoryOverHttp } from './directory.fixture';
import { companyPeople, companyUnits } from './seed-company/company';
import { signInCalls } from './sign-in/sign-in-matrix.fixture';

// Two cores may be shared with other suites.
jest.setTimeout(180_000);

/** Monday, 10:00 in Shanghai. */
const monday = new Date('2026-03-02T02:00:00Z');
const tokens = new Map<string, string>();
let directory: DirectoryOverHttp;
beforeAll(async () => {
  directory = await DirectoryOverHttp.start(monday);
});
afterAll(() => directory?.stop());

async function ask(method: string, path: string, by: Principal | undefined, { body, headers = {} }: MatrixCall) {
  const own = { ...(by && { authorization: `Bearer ${tokens.get(by.personId)}` }), ...(body !== undefined && { 'content-type': 'application/json' }) };
  const response = await fetch(directory.origin + path, { method, headers: { ...own, ...headers }, redirect: 'manual', ...(body !== undefined && { body: JSON.stringify(body) }) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text };
}

/** Real people with real tokens, all in a region of their own. */
async function hire(people: Principal[], unitPath: string): Promise<void> {
  const insert = `INSERT INTO person (id, name, email, position, unit_id, manager_id, zone, active, joined_at, version)
    SELECT $1::uuid, $2, $1::text || '@far.example', 'Somebody', unit.id, NULL, 'Asia/Shanghai', true, now(), 1 FROM unit WHERE path = $3`;
  for (const { personId, name, roles } of people) {
    await directory.database.query(insert, [personId, name, unitPath]);
    for (const role of roles) await directory.database.query(`INSERT INTO role_grant (person_id, role, granted_at, granted_by) VALUES ($1, $2, now(), 'test')`, [personId, role]);
    const { body } = await ask('POST', '/v1/sandbox/sessions', undefined, { body: { personId } });
    tokens.set(personId, body.token);
  }
}

/** What only the system that keeps the company's people may ask, with the rights of an administrator. */
function scimCalls(onHired: (body: object) => () => Promise<MatrixCall>, grouped: () => Promise<string>): Record<string, () => MatrixCall | Promise<MatrixCall>> {
  const onGroup = (body?: object) => async () => ({ params: { id: await grouped() }, ...(body && { body }) });
  const patch = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [{ op: 'replace', path: 'displayName', value: uuidv7() }] };
  const both = (kind: string, on: (body?: object) => () => Promise<MatrixCall>) => ({
    [`GET /scim/v2/${kind}`]: () => ({}),
    [`GET /scim/v2/${kind}/{id}`]: async () => ({ params: (await on()()).params! }),
    [`POST /scim/v2/${kind}`]: () => ({ body: { displayName: uuidv7() } }),
    [`POST /scim/v2/${kind}/.search`]: () => ({ body: {} }),
    [`PUT /scim/v2/${kind}/{id}`]: on({ displayName: uuidv7() }),
    [`PATCH /scim/v2/${kind}/{id}`]: on(patch),
    [`DELETE /scim/v2/${kind}/{id}`]: async () => ({ params: (await on()()).params! }),
  });
  return {
    ...both('Users', (body = {}) => onHired(body)),
    ...both('Groups', onGroup),
    'GET /scim/v2/ServiceProviderConfig': () => ({}),
    'GET /scim/v2/ResourceTypes': () => ({}),
    'GET /scim/v2/ResourceTypes/{id}': () => ({ params: { id: 'User' } }),
    'GET /scim/v2/Schemas': () => ({}),
    'GET /scim/v2/Schemas/{id}': () => ({ params: { id: 'urn:ietf:params:scim:schemas:core:2.0:User' } }),
    'GET /scim/v2/Me': () => ({}),
  };
}

it('who may ask what is as it was agreed', async () => {
  const wang = companyPeople.find(({ name }) => name === 'Wang Hao')!;
  const mate = companyPeople.find(({ name }) => name === 'Li Na')!;
  const south = companyUnits.find(({ name }) => name === 'South')!;
  const people = peopleOfMatrix((roles: Role[]) => ({ personId: uuidv7(), name: `Far ${roles[0] ?? 'away'}`, roles, unitPath: south.path, tenant: 'demo' }));
  await hire(Object.values(people), south.path);
  const his = (body?: object) => ({ params: { id: wang.id }, ...(body && { body }) });
  const admin = people.admin;
  const made = async (path: string, body: object) => {
    const answer = await ask('POST', path, admin, { body });
    if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body.id as string;
  };
  let day = 0;
  const times = () => {
    day += 1;
    const on = new Date(Date.UTC(2026, 5, day)).toISOString().slice(0, 10);
    return { from: on, to: on };
  };
  // Nobody leaves or is reorganised who is asked for: an administrator changes somebody else.
  const hired = () => made('/v1/people', { name: 'New', email: `${uuidv7()}@far.example`, unitId: wang.unitId, position: 'Clerk' });
  const opened = () => made('/v1/units', { name: uuidv7(), kind: 'department', parentId: south.id });
  const grouped = () => made('/v1/groups', { name: uuidv7() });
  const onHired = (body: object) => async () => ({ params: { id: await hired() }, body });
  const onOpened = (body: object) => async () => ({ params: { id: await opened() }, body });
  const key = { name: 'ERP connector', may: ['lead:read'] };
  const keyOf = () => made('/v1/api-keys', { ...key, ownerId: wang.id });
  const standIn = () => ({ standInId: mate.id, ...times() });
  const found = await askEverything({
    document: (await ask('GET', '/openapi.json', undefined, {})).body,
    people,
    send: ask,
    calls: {
      'GET /v1/audit/directory': () => ({}),
      'GET /v1/doctor/directory': () => ({}),
      'GET /v1/audit/directory/export.csv': () => ({}),
      'POST /v1/sandbox/sessions': () => ({ body: { personId: wang.id } }),
      'GET /v1/sandbox/people': () => ({}),
      'GET /.well-known/jwks.json': () => ({}),
      ...signInCalls((method, path, call) => ask(method, path, admin, call), wang.id),
      'GET /v1/people': () => ({}),
      'GET /v1/people/{id}': () => his(),
      'GET /v1/units': () => ({}),
      'PUT /v1/units/{id}/calendar': () => ({ params: { id: wang.unitId }, body: { calendarKey: null } }),
      'GET /v1/calendars': () => ({}),
      'GET /v1/calendars/{id}': () => ({ params: { id: 'china' } }),
      'PUT /v1/calendars/{id}': async () => {
        const { body } = await ask('GET', '/v1/calendars/china', admin, {});
        const { id: _id, ...calendar } = body.calendar;
        return { params: { id: `c${uuidv7()}` }, body: { name: 'Night', shifts: true, calendar } };
      },
      'PUT /v1/people/{id}/calendar': () => his({ calendarKey: null }),
      'PUT /v1/people/{id}/active': () => his({ active: true }),
      'GET /v1/people/{id}/absences': () => his(),
      'POST /v1/people/{id}/absences': () => his({ ...times(), kind: 'holiday' }),
      'DELETE /v1/people/{id}/absences/{absenceId}': async () => ({ params: { id: wang.id, absenceId: await made(`/v1/people/${wang.id}/absences`, { ...times(), kind: 'holiday' }) } }),
      'GET /v1/people/{id}/stand-ins': () => his(),
      'POST /v1/people/{id}/stand-ins': () => his(standIn()),
      'POST /v1/people': () => ({ body: { name: 'New', email: `${uuidv7()}@far.example`, unitId: wang.unitId, position: 'Clerk' } }),
      'PATCH /v1/people/{id}': onHired({ name: 'Newer' }),
      'PUT /v1/people/{id}/roles': onHired({ roles: [{ role: 'admin' }] }),
      'PUT /v1/people/{id}/position': onHired({ unitId: south.id, title: 'Clerk', managerId: null }),
      'GET /v1/people/{id}/positions': () => his(),
      'POST /v1/people/{id}/positions': onHired({ unitId: south.id, title: 'Adviser', managerId: null }),
      'POST /v1/people/{id}/positions/{positionId}/end': async () => {
        const id = await hired();
        return { params: { id, positionId: await made(`/v1/people/${id}/positions`, { unitId: south.id, title: 'Adviser', managerId: null }) }, body: {} };
      },
      'DELETE /v1/people/{id}/planned-positions/{planId}': async () => {
        const id = await hired();
        return { params: { id, planId: await made(`/v1/people/${id}/positions`, { unitId: south.id, title: 'Adviser', managerId: null, from: '2099-01-01' }) } };
      },
      'POST /v1/units': () => ({ body: { name: uuidv7(), kind: 'department', parentId: south.id } }),
      'PATCH /v1/units/{id}': onOpened({ name: uuidv7() }),
      'POST /v1/units/{id}/close': onOpened({}),
      'PUT /v1/units/{id}/parent': onOpened({ parentId: wang.unitId }),
      'PUT /v1/units/{id}/head': onOpened({ personId: null }),
      ...scimCalls(onHired, grouped),
      'PATCH /v1/calendars/{id}/days': () => ({ params: { id: 'china' }, body: { set: {}, clear: [] } }),
      'POST /v1/calendars/{id}/imports': () => ({ params: { id: 'china' }, body: { file: 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n', dryRun: true } }),
      'POST /v1/directory-syncs': () => ({ body: { units: 'code,name,kind,parent_code,head\n', dryRun: true } }),
      'GET /v1/groups': () => ({}),
      'POST /v1/groups': () => ({ body: { name: uuidv7() } }),
      'GET /v1/groups/{id}': async () => ({ params: { id: await grouped() } }),
      'PATCH /v1/groups/{id}': async () => ({ params: { id: await grouped() }, body: { name: uuidv7() } }),
      'DELETE /v1/groups/{id}': async () => ({ params: { id: await grouped() } }),
      'GET /v1/groups/{id}/members': async () => ({ params: { id: await grouped() } }),
      'POST /v1/groups/{id}/members': async () => ({ params: { id: await grouped() }, body: { add: [wang.id] } }),
      'GET /v1/api-keys': async () => ({ theirs: [await keyOf()] }),
      'GET /v1/api-keys · of somebody else': async () => ({ query: `?owner=${wang.id}`, theirs: [await keyOf()] }),
      'POST /v1/api-keys': () => ({ body: key }),
      'POST /v1/api-keys · of somebody else': () => ({ body: { ...key, ownerId: wang.id } }),
      'DELETE /v1/api-keys/{id}': async () => ({ params: { id: await keyOf() } }),
      'POST /v1/signing-keys/withdrawals': () => ({ body: { kid: 'none', reason: 'lost' } }),
      'POST /oauth/token': () => ({ body: { grant_type: 'client_credentials', client_id: 'x', client_secret: 'x' } }),
      'DELETE /v1/people/{id}/stand-ins/{entryId}': async () => ({ params: { id: wang.id, entryId: await made(`/v1/people/${wang.id}/stand-ins`, standIn()) } }),
    },
  });
  expect(differences(found, expectedMatrix('directory', found))).toEqual([]);
});

describe('PostgreSQL itself', () => {
  const person = (roles: Role[], unitPath: string) => ({ personId: uuidv7(), name: 'Somebody', roles, unitPath, tenant: 'demo' });
  const wang = companyPeople.find(({ name }) => name === 'Wang Hao')!;
  const mate = companyPeople.find(({ name }) => name === 'Li Na')!;
  beforeAll(async () => {
    const entry = uuidv7();
    const days = ['2027-01-04T00:00:00Z', '2027-01-08T00:00:00Z'];
    await directory.database.query(`INSERT INTO absence (id, person_id, kind, starts_at, ends_at, planned_by, planned_at) VALUES ($1, $2, 'holiday', $3, $4, 'test', now())`, [uuidv7(), wang.id, ...days]);
    const standIn = `INSERT INTO stand_in (id, person_id, stand_in_id, starts_at, ends_at, kinds, named_by, named_at) VALUES ($1, $2, $3, $4, $5, '{}', 'test', now())`;
    await directory.database.query(standIn, [entry, wang.id, mate.id, ...days]);
    await directory.database.query('INSERT INTO stand_in_scope (entry_id, person_id, kind, period) VALUES ($1, $2, $3, tstzrange($4, $5))', [entry, wang.id, 'discount', ...days]);
    const key = `INSERT INTO api_key (id, prefix, hash, owner_id, name, may, made_by, expires_at) VALUES ($1, $2, $3, $4, 'ERP', '{lead:read}', 'test', now() + interval '1 day')`;
    await directory.database.query(key, [uuidv7(), uuidv7(), Buffer.alloc(32), wang.id]);
    const session = `INSERT INTO session (id, secret_hash, person_id, method, ends_at) VALUES ($1, $2, $3, 'password', now() + interval '1 day')`;
    await directory.database.query(session, [uuidv7(), Buffer.alloc(32), wang.id]);
  });

  wallContract({ database: () => directory.database, person, tables: ['absence', 'stand_in', 'stand_in_scope', 'api_key'], open: ['group_member', 'person_position', 'planned_position', 'role_grant'] });

  it('shows what signs somebody in to himself at most, and keys to nobody', async () => {
    expect(await shownOf(directory.database, 'session', { ...person(['sales-rep'], '1.1.1.'), personId: wang.id })).toBe(1);
    for (const table of ['session', 'local_account', 'password_link', 'oidc_subject', 'signing_key', 'sandbox_signing_key']) {
      expect([table, await shownOf(directory.database, table, person(['admin'], '1.'))]).toEqual([table, 0]);
    }
    expect(await directory.database.transactions.read((tx) => tx.query('SELECT FROM signing_key'))).not.toEqual([]);
  });
});
