import { personChanged, personJoined, unitChanged, unitCreated } from '@throughline/events/directory-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { testDatabase, type TestDatabase } from '@throughline/testing/test-database';
import { FollowDirectory } from './follow-directory';
import { PeopleBook } from './people-book';

let database: TestDatabase;
const id = (n: number) => `0192d3a0-0000-7000-8000-00000000000${n}`;
const hear = (event: { type: string }, data: unknown, sequence: number) =>
  database.transactions.run((tx) => new FollowDirectory(new PeopleBook(database.transactions)).handle({ type: event.type, data, sequence } as ReceivedEvent, tx));
const unit = (n: number, path: string, more: object = {}) => ({ unitId: id(n), name: `Unit ${n}`, kind: 'region', path, parentId: null, calendarKey: null, ...more });
const paths = async () => (await database.query('SELECT org_path FROM record ORDER BY id')).map((row) => row.org_path);

beforeAll(async () => {
  database = await testDatabase();
  await database.query('CREATE TABLE record (id int PRIMARY KEY, org_path text COLLATE "C" NOT NULL, owner_id uuid)');
  await database.query('GRANT SELECT, UPDATE ON record TO PUBLIC');
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.truncate('known_unit', 'known_person', 'record');
  await hear(unitCreated, unit(1, '1.2.'), 1);
  await hear(unitCreated, unit(2, '1.2.1.'), 1);
  await database.query(`INSERT INTO record (id, org_path) SELECT n, CASE WHEN n <= 6000 THEN '1.2.' ELSE '1.2.1.' END FROM generate_series(1, 6003) n UNION ALL VALUES (6004, '1.20.')`);
});

it('records follow a unit that moves, each unit its own, however many there are', async () => {
  await hear(unitChanged, unit(1, '1.5.'), 2);
  expect(new Set(await paths())).toEqual(new Set(['1.5.', '1.2.1.', '1.20.']));
  await hear(unitChanged, unit(2, '1.5.1.'), 2);
  // Heard late: what is known already is newer.
  await hear(unitChanged, unit(2, '1.2.1.'), 1);
  const counts = await database.query('SELECT org_path, count(*)::int FROM record GROUP BY 1 ORDER BY 1');
  expect(counts).toEqual([{ org_path: '1.20.', count: 1 }, { org_path: '1.5.', count: 6000 }, { org_path: '1.5.1.', count: 3 }]);
});

it('a closed unit leaves its records to its successor', async () => {
  await hear(unitChanged, unit(2, '1.2.1.', { closed: true, successorPath: '1.20.' }), 2);
  expect((await paths()).slice(6000)).toEqual(['1.20.', '1.20.', '1.20.', '1.20.']);
  expect(await database.transactions.read((tx) => new PeopleBook(database.transactions).units(tx))).toMatchObject([{ path: '1.2.' }]);
});

it('a closed unit leaves its records where its successor is by now, though that one moved, or was closed, before it was heard', async () => {
  await hear(unitCreated, unit(3, '1.20.'), 1);
  await hear(unitCreated, unit(4, '1.30.'), 1);
  await hear(unitChanged, unit(3, '1.5.9.'), 2);
  await hear(unitChanged, unit(3, '1.5.9.', { closed: true, successorPath: '1.30.', successorId: id(4) }), 3);
  await hear(unitChanged, unit(4, '1.31.'), 2);
  await hear(unitChanged, unit(2, '1.2.1.', { closed: true, successorPath: '1.20.', successorId: id(3) }), 2);
  expect((await paths()).slice(6000)).toEqual(['1.31.', '1.31.', '1.31.', '1.31.']);
});

it('what was written since by somebody who had not heard of it follows with its people', async () => {
  const person = { personId: id(3), name: 'P', email: 'p@x.test', position: 'S', roles: [], unitId: id(1), unitPath: '1.2.', managerId: null, zone: 'UTC', active: true };
  await hear(personJoined, person, 1);
  await hear(unitChanged, unit(1, '1.5.'), 2);
  await database.query(`INSERT INTO record (id, org_path) VALUES (7000, '1.2.')`);
  await hear(personChanged, { ...person, unitPath: '1.5.' }, 2);
  expect((await paths()).at(-1)).toBe('1.5.');
});

it('what somebody owns follows him to another unit, and nothing else does; heard late it stays where he is', async () => {
  const person = { personId: id(3), name: 'P', email: 'p@x.test', position: 'S', roles: [], unitId: id(1), unitPath: '1.2.', managerId: null, zone: 'UTC', active: true };
  await hear(personJoined, person, 1);
  await database.query('UPDATE record SET owner_id = $1 WHERE id <= 5001 OR id = 6004', [id(3)]);
  const there = { ...person, unitId: id(2), unitPath: '1.2.1.' };
  await hear(personChanged, there, 3);
  const counts = async () => (await database.query('SELECT org_path, count(owner_id)::int AS owned, count(*)::int FROM record GROUP BY 1 ORDER BY 1')).map(({ org_path, owned, count }) => [org_path, owned, count]);
  expect(await counts()).toEqual([['1.2.', 0, 999], ['1.2.1.', 5002, 5005]]);
  await hear(personChanged, person, 2);
  await hear(personChanged, { ...there, name: 'P P' }, 4);
  expect(await counts()).toEqual([['1.2.', 0, 999], ['1.2.1.', 5002, 5005]]);
});
