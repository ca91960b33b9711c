import { DirectoryOverHttp } from '../directory.fixture';
import { companyPeople } from '../seed-company/company';

jest.setTimeout(60_000);

let directory: DirectoryOverHttp;
const idOf = (name: string) => companyPeople.find((person) => person.name === name)!.id;
const set = (name: string, active: boolean, by = 'Hao Ran') => directory.send('PUT', `/v1/people/${idOf(name)}/active`, by, { active });
const facts = async () => (await directory.database.events()).map(({ type, payload, headers }) => [type.replace(/^throughline\.|\.v1$/g, ''), payload.active, Number(headers.ce_sequence)]);

beforeAll(async () => {
  directory = await DirectoryOverHttp.start(new Date('2026-03-02T01:00:00Z'));
  await directory.database.truncate();
});
afterAll(() => directory.stop());

it('somebody leaves and comes back: one fact each, however often it is said; nobody signs in as him meanwhile', async () => {
  expect(await set('Lin Fang', false)).toMatchObject({ status: 200, body: { name: 'Lin Fang', active: false, version: 2 } });
  expect(await set('Lin Fang', false)).toMatchObject({ status: 200, body: { version: 2 } });
  expect((await directory.send('GET', '/v1/people?limit=100', 'Hao Ran')).body.items.map(({ name }: { name: string }) => name)).not.toContain('Lin Fang');
  await expect(directory.send('GET', '/v1/people', 'Lin Fang')).resolves.toMatchObject({ status: 401 });
  const answers = await Promise.all([1, 2, 3, 4].map(() => set('Lin Fang', true)));
  expect(answers.map(({ body }) => [body.active, body.version])).toEqual(answers.map(() => [true, 3]));
  expect(await facts()).toEqual([['person.changed', false, 2], ['person.changed', true, 3]]);
});

it('only an administrator says so, of somebody who is there, and never of himself', async () => {
  expect(await set('Lin Fang', false, 'Gao Yuan')).toMatchObject({ status: 403, body: { code: 'access.denied' } });
  expect(await set('Hao Ran', false)).toMatchObject({ status: 409, body: { code: 'person.not_oneself' } });
  expect(await directory.send('PUT', '/v1/people/0199d000-0000-7000-8002-999999999999/active', 'Hao Ran', { active: false })).toMatchObject({ status: 404, body: { code: 'person.not_found' } });
  expect(await directory.send('PUT', `/v1/people/${idOf('Lin Fang')}/active`, 'Hao Ran', {})).toMatchObject({ status: 400 });
});
