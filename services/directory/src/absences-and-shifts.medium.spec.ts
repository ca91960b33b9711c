import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { DirectoryOverHttp } from './directory.fixture';
import { companyPeople, companyUnits } from './seed-company/company';

jest.setTimeout(60_000);

let directory: DirectoryOverHttp;
const idOf = (name: string): string => companyPeople.find((person) => person.name === name)!.id;
// A rep of the East, her manager, a rep of the South with his manager.
const [rep, manager, stranger, head, admin] = ['Lin Fang', 'Xu Peng', 'Liang Chao', 'Gao Yuan', 'Hao Ran'] as const;
const path = `/v1/people/${idOf(rep)}/absences`;
const holiday = { from: '2026-05-04', to: '2026-05-08', kind: 'holiday' };
const answer = async (method: string, to: string, by: string, body?: unknown) => {
  const { status, body: said } = await directory.send(method, to, by, body);
  return [status, said.code];
};

beforeAll(async () => {
  directory = await DirectoryOverHttp.start(new Date('2026-03-02T01:00:00Z'));
});
afterAll(() => directory.stop());
beforeEach(async () => {
  await directory.database.query('DELETE FROM absence');
  await directory.database.truncate();
});

describe('an absence', () => {
  it('is planned by oneself, told without its kind, and cancelled', async () => {
    const planned = await directory.send('POST', path, rep, holiday);
    expect(planned).toMatchObject({ status: 201, body: { personId: idOf(rep), kind: 'holiday', from: '2026-05-03T16:00:00.000Z', to: '2026-05-08T16:00:00.000Z', cancelledAt: null } });
    expect((await directory.send('GET', path, rep)).body.items).toHaveLength(1);
    expect(await directory.send('DELETE', `${path}/${planned.body.id}`, rep)).toMatchObject({ status: 200, body: { cancelledAt: '2026-03-02T01:00:00.000Z' } });
    expect((await directory.send('GET', path, rep)).body.items).toEqual([]);
    expect((await directory.send('GET', `${path}?cancelled=with`, rep)).body.items).toHaveLength(1);
    expect(await directory.database.facts()).toEqual(['person.absence-planned', 'person.absence-cancelled']);
    const events = await directory.database.events();
    const told = { personId: idOf(rep), absenceId: planned.body.id, from: '2026-05-03T16:00:00.000Z', to: '2026-05-08T16:00:00.000Z' };
    expect(events.map(({ payload }) => payload)).toEqual([told, told]);
    // Without gaps for each person: consumers rely on it.
    const [first, second] = events.map(({ headers }) => Number(headers.ce_sequence));
    expect(second).toBe(first! + 1);
    expect(await answer('DELETE', `${path}/${planned.body.id}`, rep)).toEqual([409, 'absence.already_cancelled']);
  });

  it('may be planned by those above, not by others; nor may they look', async () => {
    expect((await answer('POST', path, manager, holiday))[0]).toBe(201);
    for (const by of [stranger, 'Dong Li']) {
      expect(await answer('POST', path, by, { ...holiday, from: '2026-06-01', to: '2026-06-02' })).toEqual([403, 'access.denied']);
      expect(await answer('GET', path, by)).toEqual([403, 'access.denied']);
    }
    expect((await answer('GET', path, head))[0]).toBe(200);
  });

  it.each([
    [{ ...holiday, to: '2026-05-03' }, 422, 'absence.ends_before_it_starts'],
    [{ ...holiday, kind: 'fishing' }, 400, 'request.invalid'],
    [{ ...holiday, from: 'tomorrow' }, 400, 'request.invalid'],
    [{ from: holiday.from, to: holiday.to }, 400, 'request.invalid'],
  ])('is refused as %j', async (body, status, code) => {
    expect(await answer('POST', path, rep, body)).toEqual([status, code]);
  });

  it('cannot be planned twice for the same time, also not in the same moment; after it is fine', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, () => answer('POST', path, rep, holiday)));
    expect(all.filter(([status]) => status === 201)).toHaveLength(1);
    expect(all.filter(([, code]) => code === 'absence.overlaps')).toHaveLength(5);
    expect(await answer('POST', path, rep, { ...holiday, from: '2026-05-08T15:59:00Z', to: '2026-05-09' })).toEqual([409, 'absence.overlaps']);
    expect((await answer('POST', path, rep, { ...holiday, from: '2026-05-09', to: '2026-05-09' }))[0]).toBe(201);
  });

  it('is one under one key, and unknown where it is not', async () => {
    const send = () => directory.send('POST', path, rep, holiday, { 'idempotency-key': 'may' });
    expect((await send()).body.id).toBe((await send()).body.id);
    expect(await answer('DELETE', `${path}/${idOf(rep)}`, rep)).toEqual([404, 'absence.not_found']);
    expect(await answer('POST', '/v1/people/0199d000-0000-7000-8002-999999999999/absences', head, holiday)).toEqual([404, 'person.not_found']);
  });

  it('is listed page by page, earliest first', async () => {
    for (const day of ['2026-04-03', '2026-04-01', '2026-04-02']) await directory.send('POST', path, rep, { from: day, to: day, kind: 'training' });
    const first = await directory.send('GET', `${path}?limit=2`, rep);
    const second = await directory.send('GET', `${path}?limit=2&cursor=${first.body.next}`, rep);
    expect([...first.body.items, ...second.body.items].map(({ to }: any) => to.slice(0, 10))).toEqual(['2026-04-01', '2026-04-02', '2026-04-03']);
    expect((await directory.send('GET', `${path}?after=2026-04-02T16:00:00Z`, rep)).body.items).toHaveLength(1);
  });
});

describe('a shift', () => {
  const { id: _key, ...hours } = chinaCalendar(2026, 2026);
  const night = { name: 'Night', shifts: true, calendar: hours };

  it('is a working calendar that an administrator publishes, again as its next version', async () => {
    expect(await directory.send('PUT', '/v1/calendars/night', admin, night)).toMatchObject({ status: 200, body: { shifts: true, version: 1, calendar: { id: 'night' } } });
    expect((await directory.send('PUT', '/v1/calendars/night', admin, { ...night, name: 'Late' })).body).toMatchObject({ name: 'Late', version: 2 });
    expect(await directory.send('PUT', '/v1/calendars/night', admin, night, { 'if-match': '"1"' })).toMatchObject({ status: 412, body: { code: 'concurrency.version_mismatch' } });
    expect((await directory.send('PUT', '/v1/calendars/night', admin, { ...night, name: 'Latest' }, { 'if-match': '"2"' })).body).toMatchObject({ name: 'Latest', version: 3 });
    expect(await answer('PUT', '/v1/calendars/night', admin, { ...night, shifts: false })).toEqual([409, 'calendar.changes_its_use']);
    expect(await answer('PUT', '/v1/calendars/Night!', admin, night)).toEqual([400, 'request.invalid']);
    expect(await answer('PUT', '/v1/calendars/night', manager, night)).toEqual([403, 'access.denied']);
    expect(await directory.database.facts()).toEqual(['calendar.published', 'calendar.published', 'calendar.published']);
  });

  it('is set for a person or a unit by those above, and told once', async () => {
    const person = `/v1/people/${idOf(rep)}/calendar`;
    expect((await directory.send('PUT', person, manager, { calendarKey: 'night' })).body).toMatchObject({ id: idOf(rep), calendarKey: 'night' });
    await directory.send('PUT', person, manager, { calendarKey: 'night' });
    const east = companyUnits.find(({ name }) => name === 'East')!;
    expect((await directory.send('PUT', `/v1/units/${east.id}/calendar`, head, { calendarKey: 'night' })).body).toMatchObject({ calendarKey: 'night', version: 2 });
    expect(await answer('PUT', `/v1/units/${east.id}/calendar`, manager, { calendarKey: null })).toEqual([403, 'access.denied']);
    expect(await answer('PUT', person, stranger, { calendarKey: null })).toEqual([403, 'access.denied']);
    expect(await answer('PUT', person, manager, { calendarKey: 'mars' })).toEqual([404, 'calendar.not_found']);
    const events = await directory.database.events();
    expect(await directory.database.facts()).toEqual(['person.changed', 'unit.changed']);
    expect(events.map(({ payload }) => payload.calendarKey)).toEqual(['night', 'night']);
  });
});
