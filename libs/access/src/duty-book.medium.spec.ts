import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { calendarPublished, personAbsenceCancelled, personAbsencePlanned, personJoined, unitChanged, unitCreated } from '@throughline/events/directory-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { testDatabase, type TestDatabase } from '@throughline/testing/test-database';
import { DutyBook } from './duty-book';
import { FollowDirectory } from './follow-directory';
import { PeopleBook } from './people-book';

jest.setTimeout(60_000);

const id = (n: number) => `0192d3a0-0000-7000-8000-00000000000${n}`;
const [ann, bob, absence] = [id(1), id(2), id(7)];
const now = new Date('2026-03-25T02:00:00Z');
let database: TestDatabase;
let duties: DutyBook;
let follow: FollowDirectory;

const hear = (event: { type: string }, data: unknown, sequence = 1) => database.transactions.run((tx) => follow.handle({ type: event.type, data, sequence } as ReceivedEvent, tx));
const publish = (key: string, shifts?: boolean) =>
  hear(calendarPublished, { calendarId: id(5), name: key, calendar: { ...chinaCalendar(2026, 2026), id: key }, ...(shifts && { shifts }) });
const join = (personId: string, unitPath: string, calendarKey?: string | null, sequence = 1) =>
  hear(personJoined, { personId, name: 'P', email: 'p@x.test', position: 'S', roles: ['sales-rep'], unitId: id(9), unitPath, managerId: null, zone: 'Asia/Shanghai', active: true, calendarKey }, sequence);
const dutyOf = async (personId: string) => (await database.transactions.read((tx) => duties.of(tx, [personId]))).get(personId)!;
const calendarOf = async (personId: string) => (await dutyOf(personId)).calendar.id;

beforeAll(async () => {
  database = await testDatabase({ now });
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.truncate('known_person', 'known_unit', 'known_calendar', 'known_absence');
  const people = new PeopleBook(database.transactions);
  duties = new DutyBook(people);
  follow = new FollowDirectory(people);
  await publish('china');
});

describe('the hours of a person', () => {
  it('are those of the company, and never of a shift by chance of its name', async () => {
    await publish('a-night-shift', true);
    await join(ann, '1.2.3.');
    expect([await calendarOf(ann), await calendarOf(bob)]).toEqual(['china', 'china']);
  });

  it('are his own, else those of the nearest unit above him that has any', async () => {
    await publish('night', true);
    await publish('early', true);
    const unit = (n: number, path: string, calendarKey: string | null) => hear(unitChanged, { unitId: id(n), name: path, kind: 'region', path, parentId: null, calendarKey }, 2);
    await hear(unitCreated, { unitId: id(3), name: '1.2.', kind: 'region', path: '1.2.', parentId: null });
    await unit(3, '1.2.', 'night');
    await unit(4, '1.2.3.', null);
    await join(ann, '1.2.3.');
    await join(bob, '1.20.');
    expect([await calendarOf(ann), await calendarOf(bob)]).toEqual(['night', 'china']);
    await join(ann, '1.2.3.', 'early', 2);
    expect(await calendarOf(ann)).toBe('early');
    const hours = await database.transactions.read((tx) => duties.calendarsOf(tx, [ann, bob]));
    expect([ann, bob].map((person) => hours.get(person)!.id)).toEqual(['early', 'china']);
    await join(ann, '1.2.3.', null, 3);
    expect(await calendarOf(ann)).toBe('night');
  });

  it('are those of the company until the calendar that was named is known', async () => {
    await join(ann, '1.', 'not-told-yet');
    expect(await calendarOf(ann)).toBe('china');
  });
});

describe('the absences of a person', () => {
  const planned = { personId: ann, absenceId: absence, from: '2026-03-26T00:00:00.000Z', to: '2026-03-28T00:00:00.000Z' };
  const absences = async () => (await dutyOf(ann)).absences;

  it('are those that are not over, earliest first', async () => {
    await hear(personAbsencePlanned, planned, 2);
    await hear(personAbsencePlanned, { ...planned, absenceId: id(8), from: '2026-03-20T00:00:00.000Z', to: '2026-03-25T02:00:00.001Z' }, 3);
    await hear(personAbsencePlanned, { ...planned, absenceId: id(9), from: '2026-03-20T00:00:00.000Z', to: '2026-03-25T02:00:00.000Z' }, 4);
    expect((await absences()).map(({ to }) => to.toISOString())).toEqual(['2026-03-25T02:00:00.001Z', planned.to]);
  });

  it('are gone when cancelled, in whatever order one was told', async () => {
    await hear(personAbsencePlanned, planned, 2);
    await hear(personAbsenceCancelled, planned, 3);
    expect(await absences()).toEqual([]);
    await hear(personAbsencePlanned, planned, 2);
    expect(await absences()).toEqual([]);
  });
});
