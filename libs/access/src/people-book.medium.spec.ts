import { calendarPublished, personChanged, personJoined, unitChanged, unitCreated, type PersonData } from '@throughline/events/directory-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { Tx } from '@throughline/persistence/transaction';
import { testDatabase, type TestDatabase } from '@throughline/testing/test-database';

import { FollowDirectory } from './follow-directory';
import { PeopleBook } from './people-book';
import type { Principal } from './principal';

const id = (n: number) => `0192d3a0-0000-7000-8000-00000000000${n}`;
const person = (n: number, extra: Partial<PersonData> = {}): PersonData => ({
  personId: id(n),
  name: `Person ${n}`,
  email: `p${n}@example.test`,
  position: 'Sales',
  roles: ['sales-rep'],
  unitId: id(9),
  unitPath: '1.2.',
  managerId: null,
  zone: 'Asia/Shanghai',
  active: true,
  ...extra,
});

describe('the people book', () => {
  let database: TestDatabase;
  let book: PeopleBook;
  let follow: FollowDirectory;

  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    await database.truncate('known_person', 'known_unit', 'known_calendar');
    book = new PeopleBook(database.transactions);
    follow = new FollowDirectory(book);
  });

  const hear = (event: { type: string }, data: unknown, sequence = 1) =>
    database.transactions.run((tx) => follow.handle({ type: event.type, data, sequence } as ReceivedEvent, tx));
  const read = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.transactions.read(work);

  it('knows a person from the last that was said of him, in whatever order it came', async () => {
    await hear(personChanged, person(1, { name: 'Ann New', roles: ['sales-manager'] }), 3);
    await hear(personJoined, person(1, { name: 'Ann Old' }), 1);
    await hear(personChanged, person(1, { name: 'Ann New', roles: ['sales-manager'] }), 3);
    expect(await read((tx) => book.person(tx, id(1)))).toEqual({
      personId: id(1), name: 'Ann New', roles: ['sales-manager'], unitId: id(9), unitPath: '1.2.', managerId: null, active: true, only: null, rolesElsewhere: [],
    });
    expect(await read((tx) => book.person(tx, id(2)))).toBeUndefined();
    expect(await read((tx) => book.person(tx, 'system:clock'))).toBeUndefined();
  });

  it('finds active people by role and unit', async () => {
    await hear(personJoined, person(1));
    await hear(personJoined, person(2, { unitPath: '1.2.5.', roles: ['sales-rep', 'sales-manager'] }));
    await hear(personJoined, person(3, { unitPath: '1.20.' }));
    await hear(personJoined, person(4, { active: false }));
    const names = async (filter: Parameters<PeopleBook['people']>[1]) => (await read((tx) => book.people(tx, filter))).map(({ name }) => name);
    expect(await names({})).toEqual(['Person 1', 'Person 2', 'Person 3']);
    expect(await names({ unitPath: '1.2.' })).toEqual(['Person 1', 'Person 2']);
    expect(await names({ unitPath: '1.2.', role: 'sales-manager' })).toEqual(['Person 2']);
    expect(await names({ unitPath: '' })).toEqual([]);
  });

  it('goes up the line past managers who have left, and ends at the top', async () => {
    await hear(personJoined, person(1, { managerId: id(2) }));
    await hear(personJoined, person(2, { managerId: id(3), active: false }));
    await hear(personJoined, person(3));
    expect((await read((tx) => book.managerOf(tx, id(1))))?.personId).toBe(id(3));
    expect(await read((tx) => book.managerOf(tx, id(3)))).toBeUndefined();
  });

  it('is not caught in a line that leads back to itself', async () => {
    await hear(personJoined, person(1, { managerId: id(2), active: false }));
    await hear(personJoined, person(2, { managerId: id(1), active: false }));
    expect(await read((tx) => book.managerOf(tx, id(1)))).toBeUndefined();
  });

  it('has the published calendar, and says so while there is none', async () => {
    await expect(read((tx) => book.calendar(tx))).rejects.toMatchObject({ code: 'people_book.no_calendar' });
    const calendar = { id: 'cn', zone: 'Asia/Shanghai', week: {}, exceptions: {}, publishedUntil: '2026-12-31' };
    await hear(calendarPublished, { calendarId: id(5), name: 'China', calendar });
    expect(await read((tx) => book.calendar(tx))).toEqual(calendar);
    await hear(calendarPublished, { calendarId: id(5), name: 'China', calendar: { ...calendar, publishedUntil: '2027-12-31' } }, 2);
    expect((await read((tx) => book.calendar(tx, 'cn'))).publishedUntil).toBe('2027-12-31');
  });

  it('has the calendar of the unit at the top for the company, whatever others are published for parts of it', async () => {
    const calendar = (key: string) => ({ id: key, zone: 'Asia/Shanghai', week: {}, exceptions: {}, publishedUntil: '2026-12-31' });
    const top = { unitId: id(1), name: 'Group', kind: 'group', path: '1.', parentId: null };
    await hear(unitCreated, top);
    await hear(calendarPublished, { calendarId: id(5), name: 'China', calendar: calendar('cn') });
    await hear(unitChanged, { ...top, calendarKey: 'cn' }, 2);
    await hear(calendarPublished, { calendarId: id(6), name: 'Brazil', calendar: calendar('br') });
    expect((await read((tx) => book.calendar(tx))).id).toBe('cn');
    await hear(unitChanged, { ...top, calendarKey: 'br' }, 3);
    expect((await read((tx) => book.calendar(tx))).id).toBe('br');
  });

  it('keeps units', async () => {
    await hear(unitCreated, { unitId: id(9), name: 'North', kind: 'region', path: '1.2.', parentId: null });
    expect(await database.query('SELECT name, path FROM known_unit')).toEqual([{ name: 'North', path: '1.2.' }]);
  });

  describe('gives a token the rights of now', () => {
    const token: Principal = { personId: id(1), name: 'Ann', roles: ['admin'], unitPath: '1.', tenant: 'demo' };

    it('of whom it knows', async () => {
      await hear(personJoined, person(1));
      expect(await book.freshen(token)).toEqual({ ...token, name: 'Person 1', roles: ['sales-rep'], unitPath: '1.2.' });
    });

    it('as soon as they change', async () => {
      await hear(personJoined, person(1));
      await book.freshen(token);
      await hear(personChanged, person(1, { roles: ['finance'] }), 2);
      expect((await book.freshen(token)).roles).toEqual(['finance']);
      await hear(personChanged, person(1, { active: false }), 3);
      await expect(Promise.resolve().then(() => book.freshen(token))).rejects.toMatchObject({ code: 'access.unauthenticated' });
    });

    it('with what they are narrowed to, and not with what the token said', async () => {
      const north = { 'sales-rep': { region: ['north'] } };
      await hear(personJoined, person(1, { only: north, rolesElsewhere: [{ role: 'sales-manager', unitId: id(8), unitPath: '1.3.', only: { product: ['pump'] } }] }));
      expect(await book.freshen(token)).toMatchObject({ only: north, rolesElsewhere: [{ unitPath: '1.3.', only: { product: ['pump'] } }] });
      await hear(personChanged, person(1), 2);
      expect(await book.freshen({ ...token, only: { admin: { region: ['north'] } } })).not.toHaveProperty('only');
    });

    it('and believes the token of whom nobody has told', async () => {
      expect(await book.freshen(token)).toEqual(token);
    });
  });
});
