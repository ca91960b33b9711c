import { loadSettings, settingsFor } from '@throughline/config/settings';
import type { TestDatabase } from '@throughline/testing/test-database';
import { testDatabase } from '@throughline/testing/test-database';
import { directoryMigrations } from '../migrations/directory-migrations';
import { foundCompany } from '../password-link';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ service: 'directory', migrations: directoryMigrations });
});
afterAll(() => database?.drop());

it('an empty directory gets its company and its first administrator once, with a link to set his password', async () => {
  const settings = loadSettings(settingsFor('sign-in'), { DATABASE_URL_DIRECTORY: database.url, PUBLIC_URL: 'https://crm.example' });
  const begin = (email: string) => foundCompany(settings, { company: 'Hengyuan', name: 'Hao Ran', email, zone: 'Asia/Shanghai' });
  const [first, second] = await Promise.allSettled([begin('hao.ran@hengyuan.example'), begin('somebody@hengyuan.example')]);
  const done = [first, second].filter(({ status }) => status === 'fulfilled');
  expect(done).toMatchObject([{ value: { link: expect.stringMatching(/^https:\/\/crm\.example\/set-password#[\w-]{43}$/) } }]);
  expect([first, second].filter(({ status }) => status === 'rejected')).toMatchObject([{ reason: { code: 'founding.not_empty' } }]);
  expect(await database.query('SELECT person.name, unit.name AS unit, unit.path, role FROM person JOIN unit ON unit.id = unit_id JOIN role_grant ON person_id = person.id')).toEqual([
    { name: 'Hao Ran', unit: 'Hengyuan', path: '1.', role: 'admin' },
  ]);
  expect(await database.query('SELECT count(*)::int AS count FROM person_position WHERE main')).toEqual([{ count: 1 }]);
  expect(await database.facts()).toEqual(['unit.created', 'person.joined', 'local-account.link-given']);
});
