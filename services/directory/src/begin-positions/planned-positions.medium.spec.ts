import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { DirectoryOverHttp } from '../directory.fixture';
import { companyPeople, companyUnits } from '../seed-company/company';
import { BeginPositionsCommand } from './begin-positions.command';

let directory: DirectoryOverHttp;
const person = (name: string): string => companyPeople.find((one) => one.name === name)!.id;
const unit = (name: string): string => companyUnits.find((one) => one.name === name)!.id;
const admin = 'Hao Ran';
const send = (method: string, path: string, body?: unknown, by: string = admin) => directory.send(method, path, by, body);
const at = (now: string) => directory.database.setNow(new Date(now));
const clock = () => directory.get(BeginPositionsCommand).execute();
const put = (name: string, body: object) => send('PUT', `/v1/people/${person(name)}/position`, { unitId: unit('South'), title: 'Lead', managerId: null, ...body });
const planned = async (name: string): Promise<any[]> => (await send('GET', `/v1/people/${person(name)}/positions`)).body.planned;
const now = async (name: string): Promise<any> => (await send('GET', `/v1/people/${person(name)}`)).body;
/** What was told, but for the clock's own alarm. */
const facts = async () => (await directory.database.facts()).filter((type) => type !== 'clock.poked');
const sleepsUntil = async () => (await directory.database.query(`SELECT min(due_at) AS at FROM deadline WHERE book = 'positions'`))[0].at?.toISOString() ?? null;

beforeAll(async () => {
  directory = await DirectoryOverHttp.start(new Date('2026-03-02T01:00:00Z'));
});
afterAll(() => directory.stop());
beforeEach(() => directory.database.truncate());

describe('a position on a day that lies ahead', () => {
  it('is shown as planned, waits for its day in the zone of the unit, and begins then, once', async () => {
    const before = await now('Fan Bing');
    expect(await put('Fan Bing', { from: '2026-04-01' })).toMatchObject({ status: 200, body: { unitId: before.unitId, position: before.position } });
    await put('Fan Bing', { from: '2026-04-01' });
    expect(await planned('Fan Bing')).toMatchObject([{ kind: 'main', title: 'Lead', day: '2026-04-01', startsAt: '2026-03-31T16:00:00.000Z', status: 'planned', code: null }]);
    expect((await put('Fan Bing', { from: '2026-04-01', title: 'Head' })).body).toMatchObject({ code: 'position.planned_already' });
    expect(await sleepsUntil()).toBe('2026-03-31T16:00:00.000Z');
    await at('2026-03-31T15:59:59Z');
    expect(await clock()).toMatchObject({ ended: 0 });
    expect((await now('Fan Bing')).position).toBe(before.position);
    await at('2026-03-31T16:00:00Z');
    const both = await Promise.all([clock(), clock()]);
    expect(both.map(({ ended }) => ended).sort()).toEqual([0, 1]);
    expect(await now('Fan Bing')).toMatchObject({ unitId: unit('South'), position: 'Lead', managerId: null, version: before.version + 2 });
    const { items } = (await send('GET', `/v1/people/${person('Fan Bing')}/positions`)).body;
    expect(items).toMatchObject([{ title: 'Lead', from: '2026-04-01', until: null }, { title: before.position, until: '2026-04-01' }]);
    expect([await planned('Fan Bing'), await sleepsUntil()]).toEqual([[], null]);
    expect(await facts()).toEqual(['person.position-planned', 'person.changed']);
  });

  it('counts by the calendar of the unit, not by that of the company', async () => {
    const { id: _key, ...calendar } = chinaCalendar(2026, 2026);
    expect((await send('PUT', '/v1/calendars/northern', { name: 'Brazil', shifts: false, calendar: { ...calendar, zone: 'America/Sao_Paulo' } })).status).toBe(200);
    await send('PUT', `/v1/units/${unit('North')}/calendar`, { calendarKey: 'northern' });
    await put('Qian Hui', { unitId: unit('North · Industry'), from: '2026-05-01' });
    expect(await planned('Qian Hui')).toMatchObject([{ startsAt: '2026-05-01T03:00:00.000Z' }]);
  });

  it('is withdrawn before its day, not after; again it is as it was; the others may not', async () => {
    const beside = (await send('POST', `/v1/people/${person('Hu Jing')}/positions`, { unitId: unit('Finance'), title: 'Auditor', managerId: person('Jiang Ning'), from: '2026-06-01' })).body;
    expect(beside).toMatchObject({ from: '2026-06-01', until: null, main: false });
    const one = `/v1/people/${person('Hu Jing')}/planned-positions/${beside.id}`;
    expect((await send('DELETE', one, undefined, 'Lin Fang')).status).toBe(403);
    const answers = await Promise.all([send('DELETE', one), send('DELETE', one)]);
    expect(answers).toMatchObject([{ status: 200, body: { status: 'withdrawn' } }, { status: 200, body: { status: 'withdrawn' } }]);
    expect((await send('DELETE', one.replace(beside.id, person('Hu Jing')))).body.code).toBe('position.not_planned');
    expect(await planned('Hu Jing')).toEqual([]);
    const next = (await send('POST', `/v1/people/${person('Hu Jing')}/positions`, { unitId: unit('Finance'), title: 'Auditor', managerId: null, from: '2026-06-01' })).body;
    await at('2026-06-01T01:00:00Z');
    await clock();
    expect((await send('DELETE', one.replace(beside.id, next.id))).body).toMatchObject({ code: 'position.plan_settled', data: { status: 'done' } });
    // The position has the id that was answered when it was planned. Its end is planned, too.
    const end = (until: string) => send('POST', `/v1/people/${person('Hu Jing')}/positions/${next.id}/end`, { until });
    expect((await end('2026-07-01')).body).toMatchObject({ id: next.id, until: '2026-07-01' });
    expect((await end('2026-08-01')).body.code).toBe('position.planned_already');
    await at('2026-07-01T01:00:00Z');
    await clock();
    expect((await send('GET', `/v1/people/${person('Hu Jing')}/positions?asOf=2026-06-30`)).body.items[0]).toMatchObject({ id: next.id, until: '2026-07-01' });
    // On the first day Qian Hui's begins, too.
    expect((await facts()).slice(-6)).toEqual(['person.position-plan-withdrawn', 'person.position-planned', 'person.changed', 'person.changed', 'person.position-planned', 'person.changed']);
  });

  it('fails on its day where the rules do not allow it any more, says why, and holds nothing else up', async () => {
    await put('Chen Bo', { managerId: person('Jiang Ning'), from: '2026-09-01' });
    await put('Li Na', { from: '2026-09-01' });
    await send('PUT', `/v1/people/${person('Jiang Ning')}/active`, { active: false });
    await at('2026-09-02T01:00:00Z');
    await directory.database.truncate();
    expect(await clock()).toMatchObject({ ended: 2, next: { at: null } });
    expect(await planned('Chen Bo')).toMatchObject([{ status: 'failed', code: 'person.manager_has_left' }]);
    expect(await now('Li Na')).toMatchObject({ unitId: unit('South'), position: 'Lead' });
    expect(await facts()).toEqual(['person.position-plan-failed', 'person.changed']);
  });

  it('goes with the unit that is closed to the one that its people go to, and ends with who leaves', async () => {
    const team = (await send('POST', '/v1/units', { name: 'West', kind: 'region', parentId: unit('Hengyuan Industrial Group') })).body.id;
    await put('Wang Hao', { unitId: team, from: '2026-10-01' });
    await put('Zhao Min', { unitId: team, from: '2026-10-01' });
    expect((await send('POST', `/v1/units/${team}/close`, {})).body).toMatchObject({ code: 'unit.not_empty', data: { people: 2, units: 0 } });
    await send('POST', `/v1/units/${team}/close`, { moveTo: unit('East') });
    await send('PUT', `/v1/people/${person('Zhao Min')}/active`, { active: false });
    await at('2026-10-01T01:00:00Z');
    expect(await clock()).toMatchObject({ ended: 1 });
    expect(await now('Wang Hao')).toMatchObject({ unitId: unit('East'), position: 'Lead' });
    expect(await facts()).toContain('person.position-plan-withdrawn');
    expect(await planned('Zhao Min')).toEqual([]);
  });

  it('is how somebody joins: entered today, told of and let in on his day, and listed until then', async () => {
    await at('2026-10-02T01:00:00Z');
    const newcomer = (name: string, more: object = {}) => ({ name, email: `${name}@hengyuan.example`, unitId: unit('East'), position: 'Analyst', managerId: person('Shen Lan'), roles: [{ role: 'sales-rep' }], from: '2026-11-02', ...more });
    const joining = async () => (await send('GET', '/v1/people?joining=true')).body.items.map(({ name }: any) => name);
    const here = async (name: string) => (await send('GET', '/v1/people?limit=200')).body.items.some((one: any) => one.name === name);
    const [ning, early, never, late] = await Promise.all(['ning', 'early', 'never', 'late'].map(async (name) => (await send('POST', '/v1/people', newcomer(name, name === 'late' ? { managerId: person('Wang Hao') } : {}))).body.id));
    expect((await send('GET', `/v1/people/${ning}`)).body).toMatchObject({ active: false, roles: ['sales-rep'] });
    expect((await send('GET', `/v1/people/${ning}/positions`)).body).toMatchObject({ items: [], planned: [{ kind: 'join', title: 'Analyst', day: '2026-11-02', startsAt: '2026-11-01T16:00:00.000Z' }] });
    expect([await joining(), await here('ning')]).toEqual([['early', 'late', 'never', 'ning'], false]);
    expect((await send('POST', '/v1/people', newcomer('ning'))).body.code).toBe('person.email_taken');
    expect((await send('POST', `/v1/people/${ning}/positions`, { unitId: unit('Finance'), title: 'Auditor', managerId: null })).body.code).toBe('person.has_left');
    // One comes before his day, one not at all, and the manager of one leaves.
    expect((await send('PUT', `/v1/people/${early}/active`, { active: true })).body).toMatchObject({ active: true, roles: ['sales-rep'] });
    await send('PUT', `/v1/people/${never}/active`, { active: false });
    await send('PUT', `/v1/people/${person('Wang Hao')}/active`, { active: false });
    expect(await joining()).toEqual(['late', 'ning']);
    await directory.database.truncate();
    await at('2026-11-01T16:00:00Z');
    expect((await Promise.all([clock(), clock()])).map(({ ended }) => ended).sort()).toEqual([0, 2]);
    expect((await facts()).sort()).toEqual(['person.joined', 'person.position-plan-failed']);
    const [joined] = (await directory.database.events()).filter(({ type }) => type.includes('person.joined'));
    expect(joined!.payload).toMatchObject({ personId: ning, active: true, roles: ['sales-rep'], managerId: person('Shen Lan'), position: 'Analyst' });
    expect((await send('GET', `/v1/people/${ning}/positions`)).body).toMatchObject({ items: [{ title: 'Analyst', from: '2026-11-02', until: null }], planned: [] });
    expect((await send('GET', `/v1/people/${late}/positions`)).body.planned).toMatchObject([{ status: 'failed', code: 'person.manager_has_left' }]);
    expect([await joining(), await here('ning')]).toEqual([[], true]);
  });
});
