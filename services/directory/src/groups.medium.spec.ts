import { FollowDirectory } from '@throughline/access/follow-directory';
import { PeopleBook } from '@throughline/access/people-book';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { TestDatabase } from '@throughline/testing/test-database';
import { testDatabase } from '@throughline/testing/test-database';
import { DirectoryOverHttp } from './directory.fixture';
import { companyPeople } from './seed-company/company';

jest.setTimeout(60_000);

let directory: DirectoryOverHttp;
/** Of another service, which hears what the directory tells. */
let book: TestDatabase;
const person = (name: string): string => companyPeople.find((one) => one.name === name)!.id;
const send = (method: string, path: string, body?: unknown, by = 'Hao Ran') => directory.send(method, path, by, body);
const make = async (name: string, ...members: string[]): Promise<string> => (await send('POST', '/v1/groups', { name, memberIds: members.map(person) })).body.id;
const members = async (id: string): Promise<string[]> => (await send('GET', `/v1/groups/${id}/members`)).body.items.map(({ name }: any) => name);
const known = async () => {
  const people = new PeopleBook(book.transactions);
  const follow = new FollowDirectory(people);
  for (const { type, payload, headers } of await directory.database.events()) {
    await book.transactions.run((tx) => follow.handle({ type, data: payload, sequence: Number(headers.ce_sequence) } as ReceivedEvent, tx));
  }
  return book.transactions.read((tx) => people.groups(tx));
};

beforeAll(async () => {
  [directory, book] = await Promise.all([DirectoryOverHttp.start(new Date('2026-03-02T01:00:00Z')), testDatabase()]);
});
afterAll(() => Promise.all([directory.stop(), book.drop()]));

it('a group is made, renamed, filled and removed; other services know who is in it', async () => {
  const id = await make('Pricing board', 'Gao Yuan', 'Jiang Ning');
  expect((await send('GET', `/v1/groups/${id}`)).body).toMatchObject({ name: 'Pricing board', members: 2, version: 2 });
  expect(await send('POST', '/v1/groups', { name: 'PRICING BOARD' })).toMatchObject({ status: 409, body: { code: 'group.name_taken' } });
  const both = { add: [person('Feng Lei'), person('Gao Yuan')], remove: [person('Jiang Ning')] };
  expect((await send('POST', `/v1/groups/${id}/members`, both)).body).toMatchObject({ members: 2, version: 3 });
  expect((await send('POST', `/v1/groups/${id}/members`, both)).body.version).toBe(3);
  expect(await members(id)).toEqual(['Feng Lei', 'Gao Yuan']);
  expect((await send('PATCH', `/v1/groups/${id}`, { name: 'Price board' })).body.version).toBe(4);
  expect((await send('GET', `/v1/groups?member=${person('Feng Lei')}`)).body.items.map(({ name }: any) => name)).toEqual(['Price board']);
  expect(await known()).toEqual([{ groupId: id, name: 'Price board', memberIds: [person('Gao Yuan'), person('Feng Lei')] }]);

  expect((await send('DELETE', `/v1/groups/${id}`)).status).toBe(200);
  expect(await send('DELETE', `/v1/groups/${id}`)).toMatchObject({ status: 404, body: { code: 'group.not_found' } });
  expect((await send('POST', '/v1/groups', { name: 'Price board' })).status).toBe(201);
  expect(await known()).toMatchObject([{ name: 'Price board', memberIds: [] }]);
  expect((await directory.database.facts()).filter((fact) => fact.startsWith('group.'))).toEqual([
    'group.created', 'group.members-changed', 'group.members-changed', 'group.changed', 'group.removed', 'group.created',
  ]);
});

it('who has left stays in it and is not among those who are asked; nobody who has left is added', async () => {
  const id = await make('Legal board', 'Cao Rui', 'Yuan Jia');
  await send('PUT', `/v1/people/${person('Yuan Jia')}/active`, { active: false });
  expect((await known()).find(({ groupId }) => groupId === id)!.memberIds).toEqual([person('Cao Rui')]);
  const other = await make('Others');
  const add = [person('Yuan Jia')];
  expect(await send('POST', `/v1/groups/${other}/members`, { add })).toMatchObject({ status: 422, body: { code: 'group.member_has_left', data: { people: add } } });
});

it('only administrators change groups, and each person once at a time', async () => {
  const id = await make('Board');
  expect((await send('POST', `/v1/groups/${id}/members`, { add: [person('Gao Yuan')] }, 'Gao Yuan')).status).toBe(403);
  expect((await send('POST', `/v1/groups/${id}/members`, { add: [person('Gao Yuan')], remove: [person('Gao Yuan')] })).status).toBe(400);
  const answers = await Promise.all(['Gao Yuan', 'Feng Lei', 'Gao Yuan', 'Cao Rui'].map((name) => send('POST', `/v1/groups/${id}/members`, { add: [person(name)] })));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(await members(id)).toEqual(['Cao Rui', 'Feng Lei', 'Gao Yuan']);
});
