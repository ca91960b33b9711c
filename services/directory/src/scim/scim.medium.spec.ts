import { DirectoryOverHttp } from '../directory.fixture';
import { companyPeople, companyUnits } from '../seed-company/company';

jest.setTimeout(60_000);

interface ScimAnswer {
  status: number;
  body: any;
  headers: Headers;
}
let directory: DirectoryOverHttp;
let token: string;
const person = (name: string): string => companyPeople.find((one) => one.name === name)!.id;
const unit = (name: string): string => companyUnits.find((one) => one.name === name)!.id;
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

async function signIn(name: string): Promise<string> {
  const session = await fetch(`${directory.origin}/v1/sandbox/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ personId: person(name) }) });
  return ((await session.json()) as { token: string }).token;
}
async function scim(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<ScimAnswer> {
  const sent = { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/scim+json' }), ...headers };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(`${directory.origin}/scim/v2${path}`, { method, headers: sent, ...(body !== undefined && { body: text }) });
  const read = await answer.text();
  return { status: answer.status, body: read === '' ? undefined : JSON.parse(read), headers: answer.headers };
}
const patch = (path: string, ...operations: object[]) => scim('PATCH', path, { schemas: [PATCH], Operations: operations });
const user = (name: string, more: object = {}) => ({ schemas: [USER, ENTERPRISE], userName: `${name}@hengyuan.example`, displayName: name, ...more });
const create = async (name: string, more: object = {}): Promise<string> => {
  const { status, body } = await scim('POST', '/Users', user(name, more));
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.id;
};
const facts = async (): Promise<string[]> => directory.database.facts();

beforeAll(async () => {
  directory = await DirectoryOverHttp.start(new Date('2026-03-02T01:00:00Z'));
  token = await signIn('Hao Ran');
});
afterAll(() => directory.stop());
beforeEach(() => directory.database.truncate());

describe('what it can do (RFC 7644, 4)', () => {
  it('is told', async () => {
    const config = await scim('GET', '/ServiceProviderConfig');
    expect(config.headers.get('content-type')).toContain('application/scim+json');
    expect(config.body).toMatchObject({ patch: { supported: true }, bulk: { supported: false }, filter: { supported: true, maxResults: 200 }, etag: { supported: true }, sort: { supported: false } });
    expect((await scim('GET', '/ResourceTypes')).body).toMatchObject({ totalResults: 2, Resources: [{ id: 'User', endpoint: '/Users' }, { id: 'Group', endpoint: '/Groups' }] });
    expect((await scim('GET', '/ResourceTypes/User')).body.schemaExtensions).toEqual([{ schema: ENTERPRISE, required: false }]);
    expect((await scim('GET', '/Schemas')).body.Resources.map(({ id }: any) => id)).toEqual([USER, ENTERPRISE, GROUP]);
    expect((await scim('GET', `/Schemas/${USER}`)).body.attributes[0]).toMatchObject({ name: 'userName', required: true, uniqueness: 'server', caseExact: false });
  });
});

describe('a user', () => {
  it('is made with manager, department and roles (3.3), as the directory makes people', async () => {
    const made = await scim('POST', '/Users', user('ning', {
      externalId: 'E-1', title: 'Analyst', timezone: 'Asia/Tokyo', roles: [{ value: 'operator' }], favouriteColour: 'red',
      [ENTERPRISE]: { department: 'Finance', manager: { value: person('Jiang Ning') } },
    }));
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`/scim/v2/Users/${made.body.id}`);
    expect(made.headers.get('etag')).toBe('W/"1"');
    expect(made.body).toMatchObject({
      schemas: [USER, ENTERPRISE], externalId: 'E-1', userName: 'ning@hengyuan.example', name: { formatted: 'ning' }, title: 'Analyst', active: true, roles: [{ value: 'operator' }],
      emails: [{ value: 'ning@hengyuan.example', primary: true }], [ENTERPRISE]: { department: 'Finance', manager: { value: person('Jiang Ning'), displayName: 'Jiang Ning' } },
      meta: { resourceType: 'User', version: 'W/"1"', created: '2026-03-02T01:00:00.000Z' },
    });
    expect(made.body).not.toHaveProperty('favouriteColour');
    expect(await facts()).toEqual(['person.joined']);
    expect((await scim('GET', `/Users/${made.body.id}`)).body).toEqual(made.body);
  });

  it.each<[string, object | string, number, string | undefined]>([
    ['no user name', { userName: undefined }, 400, 'invalidValue'],
    ['a user name that is no address', { userName: 'ning' }, 400, 'invalidValue'],
    ['a user name that is taken, however it is written', { userName: 'LIN.FANG@hengyuan.example' }, 409, 'uniqueness'],
    ['a department that is not there', { [ENTERPRISE]: { department: 'Moon' } }, 400, 'invalidValue'],
    ['a manager who is not there', { [ENTERPRISE]: { manager: { value: '0199d000-0000-7000-8002-999999999999' } } }, 400, 'invalidValue'],
    ['a role that is not there', { roles: [{ value: 'king' }] }, 400, 'invalidValue'],
    ['active that is no boolean', { active: 'maybe' }, 400, 'invalidValue'],
    ['a zone that is not there', { timezone: 'Mars/Olympus' }, 400, 'invalidValue'],
    ['no JSON', '{"userName":', 400, 'invalidSyntax'],
    ['no object', '[]', 400, 'invalidSyntax'],
    ['a name that reaches for the prototype', '{"userName":"p@x.example","__proto__":{"active":false}}', 400, 'invalidSyntax'],
  ])('is refused with %s (3.12)', async (_what, change, status, scimType) => {
    const answer = await scim('POST', '/Users', typeof change === 'string' ? change : user('nobody', change));
    expect(answer.headers.get('content-type')).toContain('application/scim+json');
    expect(answer.body).toMatchObject({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: String(status), scimType, detail: expect.any(String) });
    expect(answer.status).toBe(status);
    expect(await facts()).toEqual([]);
  });

  it('is replaced (3.5.1): what is left out of manager and external id is gone, the rest stays', async () => {
    const id = await create('put', { externalId: 'E-2', title: 'Clerk', [ENTERPRISE]: { department: 'Legal', manager: { value: person('Cao Rui') } } });
    const put = await scim('PUT', `/Users/${id}`, user('put', { displayName: 'Put Two', [ENTERPRISE]: { department: 'Legal' } }));
    expect(put).toMatchObject({ status: 200, body: { displayName: 'Put Two', title: 'Clerk', [ENTERPRISE]: { department: 'Legal' } } });
    expect(put.body[ENTERPRISE]).not.toHaveProperty('manager');
    expect(put.body).not.toHaveProperty('externalId');
    const before = put.body.meta.version;
    expect((await scim('PUT', `/Users/${id}`, user('put', { displayName: 'Put Two', [ENTERPRISE]: { department: 'Legal' } }))).body.meta.version).toBe(before);
    expect((await scim('PUT', `/Users/${person('Gao Yuan')}x`, user('put'))).status).toBe(404);
  });

  it('leaves and comes back with `active`, and is deleted and made again (3.6)', async () => {
    const id = await create('gone', { title: 'Clerk', [ENTERPRISE]: { department: 'Legal' } });
    expect((await patch(`/Users/${id}`, { op: 'Replace', path: 'active', value: 'False' })).body.active).toBe(false);
    expect((await patch(`/Users/${id}`, { op: 'replace', value: { active: true } })).body.active).toBe(true);
    expect(await facts()).toEqual(['person.joined', 'person.changed', 'person.changed']);
    expect((await scim('DELETE', `/Users/${id}`)).status).toBe(204);
    for (const [method, body] of [['GET', undefined], ['DELETE', undefined], ['PUT', user('gone')]] as const) expect((await scim(method, `/Users/${id}`, body)).status).toBe(404);
    expect((await scim('GET', `/Users?filter=${encodeURIComponent('userName eq "gone@hengyuan.example"')}`)).body.totalResults).toBe(0);
    expect((await directory.send('GET', `/v1/people/${id}`, 'Hao Ran')).body.active).toBe(false);
    expect(await create('gone', { [ENTERPRISE]: { department: 'Finance' } })).toBe(id);
    expect((await scim('GET', `/Users/${id}`)).body).toMatchObject({ active: true, [ENTERPRISE]: { department: 'Finance' } });
  });

  it('has a version: another is refused, the same is not sent again (3.14)', async () => {
    const id = await create('etag');
    const rename = (headers: Record<string, string>, name: string) => scim('PUT', `/Users/${id}`, user('etag', { displayName: name }), headers);
    expect((await rename({ 'if-match': 'W/"1"' }, 'One')).headers.get('etag')).toBe('W/"2"');
    expect(await rename({ 'if-match': 'W/"1"' }, 'Two')).toMatchObject({ status: 412, body: { status: '412' } });
    expect((await rename({ 'if-match': '*' }, 'Three')).status).toBe(200);
    expect((await scim('GET', `/Users/${id}`, undefined, { 'if-none-match': 'W/"3"' })).status).toBe(304);
    expect((await scim('DELETE', `/Users/${id}`, undefined, { 'if-match': 'W/"1"' })).status).toBe(412);
    // Two who have read the same: one of them is told.
    const both = await Promise.all(['A', 'B'].map((name) => rename({ 'if-match': 'W/"3"' }, name)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('leaves what a role is narrowed to, of which it knows nothing', async () => {
    const id = await create('narrow', { roles: [{ value: 'sales-rep' }] });
    const only = { region: ['Hebei'] };
    await directory.send('PUT', `/v1/people/${id}/roles`, 'Hao Ran', { roles: [{ role: 'sales-rep', only }] });
    expect((await scim('PUT', `/Users/${id}`, user('narrow', { displayName: 'N', roles: [{ value: 'sales-rep' }, { value: 'legal' }] }))).status).toBe(200);
    expect((await directory.send('GET', `/v1/people/${id}`, 'Hao Ran')).body).toMatchObject({ roles: ['legal', 'sales-rep'], only: { 'sales-rep': only } });
  });
});

describe('a patch (3.5.2)', () => {
  let id: string;
  beforeAll(async () => {
    id = await create('patch', { title: 'Clerk', [ENTERPRISE]: { department: 'Legal', manager: { value: person('Cao Rui') } } });
  });
  it.each<[string, object[], object]>([
    ['replaces by path', [{ op: 'replace', path: 'title', value: 'Counsel' }], { title: 'Counsel' }],
    ['replaces without a path, several at once', [{ op: 'replace', value: { title: 'Senior counsel', displayName: 'Patch P.' } }], { title: 'Senior counsel', displayName: 'Patch P.' }],
    ['knows attributes however they are written', [{ op: 'replace', path: 'TITLE', value: 'Chief' }], { title: 'Chief' }],
    ['knows the full name of an attribute', [{ op: 'replace', path: `${USER}:title`, value: 'Boss' }], { title: 'Boss' }],
    ['replaces part of a name', [{ op: 'replace', path: 'name.formatted', value: 'Pat Chen' }], { displayName: 'Pat Chen' }],
    ['replaces in the extension', [{ op: 'replace', path: `${ENTERPRISE}:department`, value: 'Finance' }], { [ENTERPRISE]: { department: 'Finance' } }],
    ['names a manager', [{ op: 'add', path: `${ENTERPRISE}:manager`, value: person('Jiang Ning') }], { [ENTERPRISE]: { manager: { value: person('Jiang Ning') } } }],
    ['replaces by a filter in the path', [{ op: 'replace', path: 'emails[type eq "work"].value', value: 'pat@hengyuan.example' }], { userName: 'pat@hengyuan.example', emails: [{ value: 'pat@hengyuan.example' }] }],
    ['adds to many', [{ op: 'add', path: 'roles', value: [{ value: 'legal' }] }, { op: 'add', path: 'roles', value: [{ value: 'operator' }] }], { roles: [{ value: 'legal' }, { value: 'operator' }] }],
    ['removes by a filter', [{ op: 'remove', path: 'roles[value eq "legal"]' }], { roles: [{ value: 'operator' }] }],
  ])('%s', async (_what, operations, expected) => {
    expect(await patch(`/Users/${id}`, ...operations)).toMatchObject({ status: 200, body: expected });
  });

  it.each<[string, object, string]>([
    ['an operation that is none', { schemas: [PATCH], Operations: [{ op: 'shake', path: 'title' }] }, 'invalidSyntax'],
    ['no operations', { schemas: [PATCH], Operations: [] }, 'invalidSyntax'],
    ['no schema', { Operations: [{ op: 'replace', path: 'title', value: 'x' }] }, 'invalidSyntax'],
    ['a removal without a path', { schemas: [PATCH], Operations: [{ op: 'remove' }] }, 'noTarget'],
    ['what is read only', { schemas: [PATCH], Operations: [{ op: 'replace', path: 'id', value: 'x' }] }, 'mutability'],
    ['a filter that finds nothing', { schemas: [PATCH], Operations: [{ op: 'replace', path: 'roles[value eq "king"]', value: { value: 'admin' } }] }, 'noTarget'],
    ['the second of two that is wrong', { schemas: [PATCH], Operations: [{ op: 'replace', path: 'title', value: 'Half' }, { op: 'replace', path: 'active', value: 'perhaps' }] }, 'invalidValue'],
    ['a path into the prototype', { schemas: [PATCH], Operations: [{ op: 'add', path: '__proto__.active', value: false }] }, 'invalidPath'],
  ])('is refused as a whole with %s', async (_what, body, scimType) => {
    expect(await scim('PATCH', `/Users/${id}`, body)).toMatchObject({ status: 400, body: { scimType } });
    expect(await facts()).toEqual([]);
  });
});

describe('a search (3.4.2)', () => {
  const names = async (filter: string): Promise<string[]> => {
    const { body } = await scim('GET', `/Users?filter=${encodeURIComponent(filter)}&count=200`);
    return (body.Resources ?? [body.scimType]).map((one: any) => one.displayName ?? one).sort();
  };
  it.each<[string, string[]]>([
    ['userName eq "LIN.FANG@hengyuan.example"', ['Lin Fang']],
    [`id eq "${person('Lin Fang')}"`, ['Lin Fang']],
    [`${USER}:displayName sw "lin"`, ['Lin Fang']],
    ['displayName co "ang" and title eq "controller" or userName sw "shi."', ['Shi Lei']],
    ['title eq "Collector"', ['Lu Xia', 'Wei Gang']],
    ['title eq "Counsel" and not (displayName eq "Yuan Jia")', []],
    ['emails[type eq "work" and value ew "rui@hengyuan.example"]', ['Cao Rui']],
    ['emails co "cao.rui"', ['Cao Rui']],
    [`${ENTERPRISE}:department eq "legal" and title sw "Head"`, ['Cao Rui']],
    [`${ENTERPRISE}:manager.value eq "${person('Cao Rui')}" and active eq true`, ['Yuan Jia']],
    ['roles[value eq "sales-head"]', ['Gao Yuan']],
    ['externalId pr and userName sw "lin"', []],
    ['favouriteColour eq "red"', []],
    ['userName eq', ['invalidFilter']],
    ['userName is "x"', ['invalidFilter']],
    ['(userName eq "x"', ['invalidFilter']],
  ])('%s', async (filter, expected) => {
    expect(await names(filter)).toEqual(expected);
  });

  it('comes in pages that hold together, and in parts', async () => {
    const { body: all } = await scim('GET', '/Users?count=200&attributes=userName');
    const total = all.totalResults;
    expect(all.Resources[0]).toEqual({ schemas: [USER, ENTERPRISE], id: expect.any(String), userName: expect.any(String) });
    const ids: string[] = [];
    for (let startIndex = 1; startIndex <= total; startIndex += 17) {
      const { body } = await scim('GET', `/Users?startIndex=${startIndex}&count=17&excludedAttributes=emails,name.formatted`);
      expect(body).toMatchObject({ schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], totalResults: total, startIndex, itemsPerPage: body.Resources.length });
      expect(body.Resources[0]).not.toHaveProperty('emails');
      ids.push(...body.Resources.map(({ id }: any) => id));
    }
    expect(ids).toEqual(all.Resources.map(({ id }: any) => id));
    expect((await scim('GET', '/Users?count=0')).body).toMatchObject({ totalResults: total, itemsPerPage: 0, Resources: [] });
    expect((await scim('GET', '/Users?startIndex=-5&count=1')).body).toMatchObject({ startIndex: 1, itemsPerPage: 1 });
    expect((await scim('GET', `/Users/${person('Gao Yuan')}?attributes=${ENTERPRISE}:department`)).body).toEqual({
      schemas: [USER, ENTERPRISE], id: person('Gao Yuan'), [ENTERPRISE]: { department: 'Hengyuan Industrial Group' },
    });
    const search = { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'], filter: 'title eq "Counsel" and displayName eq "Yuan Jia"', count: 1, attributes: ['title'] };
    expect((await scim('POST', '/Users/.search', search)).body).toMatchObject({ totalResults: 1, Resources: [{ title: 'Counsel' }] });
  });
});

describe('a group', () => {
  it('is made, patched, replaced and deleted, and its users tell of it', async () => {
    const members = [person('Gao Yuan'), person('Cao Rui')].map((value) => ({ value }));
    const made = await scim('POST', '/Groups', { schemas: [GROUP], displayName: 'Pricing', externalId: 'G-1', members });
    expect(made).toMatchObject({ status: 201, body: { displayName: 'Pricing', externalId: 'G-1', members: [{ display: 'Gao Yuan', type: 'User' }, { display: 'Cao Rui' }], meta: { resourceType: 'Group' } } });
    const path = `/Groups/${made.body.id}`;
    expect(await scim('POST', '/Groups', { displayName: 'PRICING' })).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } });
    expect((await scim('GET', `/Users/${person('Cao Rui')}`)).body.groups).toMatchObject([{ value: made.body.id, display: 'Pricing' }]);

    const display = async (answer: Promise<ScimAnswer>) => (await answer).body.members?.map((one: any) => one.display);
    expect(await display(patch(path, { op: 'add', path: 'members', value: [{ value: person('Feng Lei') }] }))).toEqual(['Gao Yuan', 'Cao Rui', 'Feng Lei']);
    expect(await display(patch(path, { op: 'remove', path: `members[value eq "${person('Cao Rui')}"]` }))).toEqual(['Gao Yuan', 'Feng Lei']);
    expect(await display(patch(path, { op: 'replace', value: { displayName: 'Price board', members: [{ value: person('Cao Rui') }] } }))).toEqual(['Cao Rui']);
    expect(await display(patch(path, { op: 'remove', path: 'members' }))).toEqual([]);
    expect((await scim('GET', `/Groups?filter=${encodeURIComponent('displayName eq "price board"')}&excludedAttributes=members`)).body.Resources).toMatchObject([{ displayName: 'Price board' }]);
    expect(await patch(path, { op: 'add', path: 'members', value: [{ value: unit('East') }] })).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
    expect((await scim('PUT', path, { displayName: 'Price board', members })).body.members).toHaveLength(2);
    expect((await scim('GET', `/Groups?filter=${encodeURIComponent(`members eq "${person('Cao Rui')}"`)}`)).body.totalResults).toBe(1);
    expect((await scim('DELETE', path)).status).toBe(204);
    expect((await scim('GET', path)).status).toBe(404);
  });
});

describe('who may', () => {
  it('is an administrator with a token, and is told in the words of the protocol', async () => {
    const own = token;
    token = await signIn('Gao Yuan');
    expect(await scim('GET', '/Users')).toMatchObject({ status: 403, body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '403' } });
    expect(await scim('POST', '/Users', user('nobody'))).toMatchObject({ status: 403 });
    token = 'made-up';
    const refused = await scim('GET', '/ServiceProviderConfig');
    expect(refused).toMatchObject({ status: 401, body: { status: '401' } });
    expect(refused.headers.get('www-authenticate')).toContain('Bearer');
    token = own;
    expect((await scim('GET', '/Me')).status).toBe(501);
  });
});
