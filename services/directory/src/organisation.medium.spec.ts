import { DirectoryOverHttp } from './directory.fixture';
import { companyPeople, companyUnits } from './seed-company/company';

jest.setTimeout(60_000);

let directory: DirectoryOverHttp;
const person = (name: string): string => companyPeople.find((one) => one.name === name)!.id;
const unit = (name: string): string => companyUnits.find((one) => one.name === name)!.id;
const [rep, manager, admin] = ['Lin Fang', 'Xu Peng', 'Hao Ran'] as const;
const send = (method: string, path: string, body?: unknown, by: string = admin) => directory.send(method, path, by, body);
const refused = async (method: string, path: string, body: unknown, by: string = admin) => {
  const { status, body: answer } = await send(method, path, body, by);
  return [status, answer.code];
};
const tree = async (query = ''): Promise<any[]> => (await send('GET', `/v1/units${query}`)).body.items;
const pathOf = async (id: string, query = ''): Promise<string | undefined> => (await tree(query)).find((one) => one.id === id)?.path;
const told = async () => (await directory.database.events()).map(({ type, payload }) => [type.replace(/^throughline\.|\.v1$/g, ''), payload.name]);
const at = (now: string) => directory.database.setNow(new Date(now));

beforeAll(async () => {
  directory = await DirectoryOverHttp.start(new Date('2026-03-02T01:00:00Z'));
});
afterAll(() => directory.stop());
beforeEach(() => directory.database.truncate());

describe('the tree', () => {
  it('opens, renames, moves and closes units, each told once, and remembers how it was', async () => {
    const opened = await send('POST', '/v1/units', { name: 'West', kind: 'region', parentId: unit('Hengyuan Industrial Group'), code: 'W' });
    expect(opened).toMatchObject({ status: 201, body: { name: 'West', code: 'W', path: '1.5.', headId: null, closed: false, version: 1 } });
    const west = opened.body.id;
    const team = (await send('POST', '/v1/units', { name: 'West · Energy', kind: 'department', parentId: west })).body.id;
    expect(await refused('POST', '/v1/units', { name: 'West · Energy', kind: 'department', parentId: west })).toEqual([409, 'unit.name_taken']);
    expect(await refused('POST', '/v1/units', { name: 'Far West', kind: 'region', parentId: west, code: 'W' })).toEqual([409, 'unit.code_taken']);
    expect(await refused('POST', '/v1/units', { name: 'Second', kind: 'group', parentId: west })).toEqual([400, 'request.invalid']);
    expect(await refused('POST', '/v1/units', { name: 'Far West', kind: 'region', parentId: west }, manager)).toEqual([403, 'access.denied']);

    await at('2026-03-03T01:00:00Z');
    await send('PATCH', `/v1/units/${west}`, { name: 'Wild West' });
    expect((await send('PATCH', `/v1/units/${west}`, { name: 'Wild West' })).body.version).toBe(2);
    expect((await send('PUT', `/v1/units/${team}/head`, { personId: person(rep) })).body).toMatchObject({ headId: person(rep), version: 2 });

    await at('2026-03-04T01:00:00Z');
    const moved = await send('PUT', `/v1/units/${west}/parent`, { parentId: unit('South') });
    expect(moved.body).toMatchObject({ path: '1.3.3.', version: 3 });
    expect(await pathOf(team)).toBe('1.3.3.1.');
    // The path that it left is nobody's ever again.
    expect((await send('POST', '/v1/units', { name: 'North-west', kind: 'region', parentId: unit('Hengyuan Industrial Group') })).body.path).toBe('1.6.');

    expect(await pathOf(team, '?asOf=2026-03-03')).toBe('1.5.1.');
    expect(await pathOf(team, '?asOf=2026-03-04')).toBe('1.3.3.1.');
    expect(await pathOf(team, '?asOf=2026-03-01')).toBeUndefined();
    expect((await tree('?asOf=2026-03-02')).find(({ id }) => id === west).name).toBe('West');
    expect(await told()).toEqual([
      ['unit.created', 'West'], ['unit.created', 'West · Energy'], ['unit.changed', 'Wild West'], ['unit.changed', 'West · Energy'],
      ['unit.changed', 'Wild West'], ['unit.changed', 'West · Energy'], ['unit.created', 'North-west'],
    ]);

    expect((await send('POST', `/v1/units/${team}/close`, {})).body).toMatchObject({ closed: true });
    expect((await send('POST', `/v1/units/${team}/close`, {})).status).toBe(200);
    expect(await pathOf(team)).toBeUndefined();
    expect(await pathOf(team, '?closed=with')).toBe('1.3.3.1.');
    expect(await refused('PATCH', `/v1/units/${team}`, { name: 'Again' })).toEqual([409, 'unit.closed']);
    expect((await directory.database.events()).at(-1)!.payload).toMatchObject({ unitId: team, closed: true, successorPath: '1.3.3.' });
  });

  it('takes its people along: each hears of his new path', async () => {
    const industry = unit('East · Industry');
    await send('PUT', `/v1/units/${industry}/parent`, { parentId: unit('North') });
    const people = (await directory.database.events()).filter(({ type }) => type.includes('person.changed'));
    expect(people).toHaveLength(companyPeople.filter(({ unitId }) => unitId === industry).length);
    expect(new Set(people.map(({ payload }) => payload.unitPath))).toEqual(new Set(['1.1.3.']));
    expect((await send('GET', `/v1/people/${person(rep)}`)).body).toMatchObject({ unitPath: '1.1.3.', version: 2 });
  });

  it('has no circle, whoever moves what at once', async () => {
    const [north, south, group] = [unit('North'), unit('South'), unit('Hengyuan Industrial Group')];
    expect(await refused('PUT', `/v1/units/${north}/parent`, { parentId: unit('North · Public sector') })).toEqual([409, 'unit.leads_back']);
    expect(await refused('PUT', `/v1/units/${group}/parent`, { parentId: north })).toEqual([409, 'unit.is_the_group']);
    const both = await Promise.all([send('PUT', `/v1/units/${north}/parent`, { parentId: south }), send('PUT', `/v1/units/${south}/parent`, { parentId: north })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const units = await tree();
    for (const { path, parentId } of units) expect(parentId === null || path.startsWith(units.find(({ id }) => id === parentId).path)).toBe(true);
  });

  it('has no circle over longer chains either: three move round at once, one closes into another, people come in', async () => {
    const open = async (name: string, parentId: string) => (await send('POST', '/v1/units', { name, kind: 'department', parentId })).body.id as string;
    for (let round = 0; round < 4; round++) {
      const top = await open(`Top ${round}`, unit('Hengyuan Industrial Group'));
      const heads: string[] = [];
      const tails: string[] = [];
      for (const chain of ['a', 'b', 'c']) {
        heads.push(await open(`${chain} ${round}`, top));
        tails.push(await open(`${chain} deep ${round}`, await open(`${chain} below ${round}`, heads.at(-1)!)));
      }
      // Each under the far end of the next: any two of the three are fine, all three are a circle.
      const moves = heads.map((head, n) => send('PUT', `/v1/units/${head}/parent`, { parentId: tails[(n + 1) % 3] }));
      const joins = send('POST', '/v1/people', { name: 'Rush', email: `rush${round}@hengyuan.example`, unitId: tails[0], position: 'Analyst' });
      const closes = send('POST', `/v1/units/${tails[0]}/close`, { moveTo: tails[1] });
      const answers = await Promise.all([...moves, joins, closes]);
      expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
      const units = await tree('?closed=with');
      const byId = new Map(units.map((one) => [one.id, one]));
      for (const { path, parentId } of units) expect(parentId === null || path.startsWith(byId.get(parentId).path)).toBe(true);
      expect(new Set(units.map(({ path }) => path)).size).toBe(units.length);
      const inClosed = await directory.database.query('SELECT 1 FROM person JOIN unit ON unit.id = unit_id WHERE person.active AND closed_at IS NOT NULL');
      expect(inClosed).toEqual([]);
    }
  });

  it('is not closed with people in it, unless they are told where to go; roles and positions go with them', async () => {
    const trade = unit('East · Trade');
    await send('PUT', `/v1/people/${person('Fan Bing')}/roles`, { roles: [{ role: 'finance' }, { role: 'operator', unitId: trade, only: { region: ['Hebei'] } }] });
    expect(await send('POST', `/v1/units/${trade}/close`, {})).toMatchObject({ status: 409, body: { code: 'unit.not_empty', data: { people: 5, units: 0 } } });
    expect(await refused('POST', `/v1/units/${trade}/close`, { moveTo: trade })).toEqual([409, 'unit.leads_back']);
    expect((await send('POST', `/v1/units/${trade}/close`, { moveTo: unit('South · Trade') })).body.closed).toBe(true);
    expect((await send('GET', `/v1/people/${person('Qian Hui')}`)).body).toMatchObject({ unitId: unit('South · Trade'), position: 'Sales manager' });
    expect((await send('GET', `/v1/people/${person('Fan Bing')}`)).body).toMatchObject({ roles: ['finance'], rolesElsewhere: [{ role: 'operator', unitId: unit('South · Trade'), only: { region: ['Hebei'] } }] });
  });
});

describe('a person', () => {
  const newcomer = () => ({ name: 'Ning Bo', email: 'Ning.Bo@hengyuan.example', unitId: unit('East'), position: 'Analyst', managerId: person('Shen Lan'), externalId: 'E-900' });

  it('joins with a position and roles, changes and leaves; his positions are known for every day', async () => {
    await at('2026-04-01T01:00:00Z');
    const joined = await send('POST', '/v1/people', { ...newcomer(), from: '2026-03-16', roles: [{ role: 'operator' }] });
    expect(joined).toMatchObject({ status: 201, body: { email: 'ning.bo@hengyuan.example', zone: 'Asia/Shanghai', roles: ['operator'], version: 1 } });
    const id = joined.body.id;
    expect(await refused('POST', '/v1/people', newcomer())).toEqual([409, 'person.email_taken']);
    expect(await refused('POST', '/v1/people', { ...newcomer(), email: 'x@hengyuan.example' })).toEqual([409, 'person.external_id_taken']);

    const put = (body: object) => send('PUT', `/v1/people/${id}/position`, { unitId: unit('South'), title: 'Senior analyst', managerId: null, ...body });
    expect((await put({ from: '2026-03-25' })).body).toMatchObject({ unitId: unit('South'), position: 'Senior analyst', managerId: null, version: 2 });
    expect((await put({ from: '2026-03-25' })).body.version).toBe(2);
    expect((await put({ title: 'Head', from: '2026-03-20' })).body.code).toBe('position.before_the_last');
    const beside = (await send('POST', `/v1/people/${id}/positions`, { unitId: unit('Finance'), title: 'Auditor', managerId: person('Jiang Ning'), from: '2026-03-28' })).body;

    const titles = async (query: string) => (await send('GET', `/v1/people/${id}/positions${query}`)).body.items.map(({ title }: any) => title);
    expect(await titles('?asOf=2026-03-15')).toEqual([]);
    expect(await titles('?asOf=2026-03-24')).toEqual(['Analyst']);
    expect(await titles('?asOf=2026-03-25')).toEqual(['Senior analyst']);
    expect(await titles('?asOf=2026-03-28')).toEqual(['Auditor', 'Senior analyst']);
    expect((await send('POST', `/v1/people/${id}/positions/${beside.id}/end`, {})).body.until).toBe('2026-04-01');
    expect(await refused('POST', `/v1/people/${id}/positions/${beside.id}/end`, {})).toEqual([409, 'position.already_ended']);

    await at('2026-04-03T01:00:00Z');
    await send('PUT', `/v1/people/${id}/active`, { active: false });
    expect(await titles('?asOf=2026-04-02')).toEqual(['Senior analyst']);
    expect(await titles('?asOf=2026-04-03')).toEqual([]);
    expect((await put({ title: 'Head' })).body.code).toBe('person.has_left');
    expect(await told()).toEqual([['person.joined', 'Ning Bo'], ...Array(4).fill(['person.changed', 'Ning Bo'])]);
  });

  it('never reports to himself when three are put under each other at once', async () => {
    const three = ['Fan Bing', 'Qian Hui', 'Hu Jing'].map(person);
    const put = (managerOf: (n: number) => string | null) => Promise.all(three.map((id, n) => send('PUT', `/v1/people/${id}/position`, { unitId: unit('East'), title: 'Lead', managerId: managerOf(n) })));
    for (let round = 0; round < 5; round++) {
      await put(() => null);
      const answers = await put((n) => three[(n + 1) % 3]!);
      expect(answers.map(({ status, body }) => body.code ?? status).sort()).toEqual([200, 200, 'person.leads_back']);
    }
  });

  it('never reports to himself, through whomever, nor to somebody who has left', async () => {
    const report = (name: string, managerId: string) => refused('PUT', `/v1/people/${person(name)}/position`, { unitId: unit('East'), title: 'Director', managerId });
    expect(await report('Shen Lan', person(rep))).toEqual([409, 'person.leads_back']);
    expect(await report('Shen Lan', person('Shen Lan'))).toEqual([409, 'person.leads_back']);
    await send('PUT', `/v1/people/${person('Dong Li')}/active`, { active: false });
    expect(await report('Shen Lan', person('Dong Li'))).toEqual([422, 'person.manager_has_left']);
  });

  it('has roles in his own unit and in others, each told; an administrator does not lock himself out', async () => {
    const roles = [{ role: 'sales-rep' }, { role: 'sales-manager', unitId: unit('South') }];
    const set = await send('PUT', `/v1/people/${person('Hu Jing')}/roles`, { roles });
    expect(set.body).toMatchObject({ roles: ['sales-rep'], rolesElsewhere: [{ role: 'sales-manager', unitId: unit('South') }] });
    expect((await send('PUT', `/v1/people/${person('Hu Jing')}/roles`, { roles })).body.version).toBe(set.body.version);
    const [event, ...others] = await directory.database.events();
    expect(event!.payload).toMatchObject({ roles: ['sales-rep'], rolesElsewhere: [{ role: 'sales-manager', unitId: unit('South') }] });
    expect(others).toEqual([]);
    expect(await refused('PUT', `/v1/people/${person(admin)}/roles`, { roles: [] })).toEqual([409, 'person.not_oneself']);
    expect(await refused('PUT', `/v1/people/${person(rep)}/roles`, { roles: [{ role: 'admin' }] }, rep)).toEqual([403, 'access.denied']);
    expect(await refused('PUT', `/v1/people/${person(rep)}/roles`, { roles: [{ role: 'system' }] })).toEqual([400, 'request.invalid']);
  });

  it('has roles that are narrowed to regions, business types and products, until that is ended', async () => {
    const path = `/v1/people/${person('Hu Jing')}/roles`;
    const [north, pumps] = [{ region: ['Shandong', 'Hebei'] }, { product: ['pump'] }];
    const set = (...roles: object[]) => send('PUT', path, { roles });
    const first = await set({ role: 'sales-rep' }, { role: 'sales-manager', only: north }, { role: 'sales-manager', unitId: unit('South'), only: pumps });
    const narrowed = { only: { 'sales-manager': { region: ['Hebei', 'Shandong'] } }, rolesElsewhere: [{ role: 'sales-manager', unitId: unit('South'), only: pumps }] };
    expect(first.body).toMatchObject(narrowed);
    // Whoever knows nothing of it changes nothing of it.
    expect((await set({ role: 'sales-rep' }, { role: 'sales-manager' }, { role: 'sales-manager', unitId: unit('South') })).body).toMatchObject({ ...narrowed, version: first.body.version });
    const again = await set({ role: 'sales-manager', only: { region: ['Shandong', 'Hebei', 'Hebei'] } }, { role: 'sales-rep' }, { role: 'sales-manager', unitId: unit('South'), only: null });
    expect(again.body).toMatchObject({ only: narrowed.only, rolesElsewhere: [{ role: 'sales-manager', unitId: unit('South') }], version: first.body.version + 1 });
    expect(again.body.rolesElsewhere[0].only).toBeUndefined();
    const ended = await set({ role: 'sales-manager', only: null });
    expect(ended.body).toMatchObject({ roles: ['sales-manager'], only: null });
    const told = (await directory.database.events()).map(({ payload }) => [payload.only, payload.rolesElsewhere.map((one: { only?: object }) => one.only)]);
    expect(told).toEqual([[narrowed.only, [pumps]], [narrowed.only, [undefined]], [undefined, []]]);
  });

  it.each([
    ['a dimension that is not there', { colour: ['red'] }, 'roles.0.only.colour'],
    ['nothing', {}, 'roles.0.only'],
    ['no value', { region: [] }, 'roles.0.only.region'],
    ['too many values', { product: Array.from({ length: 21 }, (_, n) => `p${n}`) }, 'roles.0.only.product'],
  ])('has no role that is narrowed to %s', async (_, only, field) => {
    const { status, body } = await send('PUT', `/v1/people/${person('Hu Jing')}/roles`, { roles: [{ role: 'sales-rep', only }] });
    expect([status, body.code, body.errors?.[0]?.field ?? body.field]).toEqual([400, 'request.invalid', field]);
  });

  it('is not narrowed twice over, nor to more than a token carries', async () => {
    const set = (...roles: object[]) => refused('PUT', `/v1/people/${person('Hu Jing')}/roles`, { roles });
    const { unitId } = (await send('GET', `/v1/people/${person('Hu Jing')}`)).body;
    expect(await set({ role: 'sales-rep', only: { region: ['a'] } }, { role: 'sales-rep', unitId })).toEqual([422, 'person.role_twice']);
    expect(await set({ role: 'sales-rep', only: { region: Array.from({ length: 20 }, (_, n) => `${n}`.padEnd(101, '-')) } })).toEqual([422, 'person.narrowed_to_too_much']);
  });
});
