import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { SettingsOf } from '@throughline/config/settings';
import { loadSettings, settingsFor } from '@throughline/config/settings';
import type { TestDatabase } from '@throughline/testing/test-database';
import { testDatabase } from '@throughline/testing/test-database';
import { createLocalJWKSet, decodeProtectedHeader, generateKeyPair, exportPKCS8, jwtVerify } from 'jose';
import { boot } from './main';
import { directoryMigrations } from './migrations/directory-migrations';
import { seedCompany } from './seed';
import { companyPeople, companyUnits } from './seed-company/company';

let database: TestDatabase;
let app: NestFastifyApplication;
let origin: string;

beforeAll(async () => {
  process.env.LOG_LEVEL = 'silent';
  process.env.THROUGHLINE_PASSIVE = 'true';
  database = await testDatabase({ service: 'directory', migrations: directoryMigrations, now: new Date('2026-03-02T01:00:00Z') });
  const settings = await settingsOf({});
  await seedCompany(settings);
  await start(settings);
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

async function settingsOf(more: Record<string, string>): Promise<SettingsOf<'directory'>> {
  const port = await freePort();
  const env = { DATABASE_URL_DIRECTORY: database.url, THROUGHLINE_SANDBOX: 'true', NODE_ENV: 'test', DIRECTORY_PORT: String(port) };
  return loadSettings(settingsFor('directory'), { ...env, JWKS_URL: `http://127.0.0.1:${port}/.well-known/jwks.json`, ...more });
}

async function start(settings: SettingsOf<'directory'>): Promise<void> {
  app = await boot(settings);
  origin = `http://127.0.0.1:${settings.DIRECTORY_PORT}`;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

const rep = companyPeople.find(({ name }) => name === 'Lin Fang')!;
const post = (path: string, body: unknown): Promise<Response> =>
  fetch(origin + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const session = async (): Promise<{ token: string; expiresAt: string; person: { name: string } }> =>
  (await (await post('/v1/sandbox/sessions', { personId: rep.id })).json()) as never;
const get = async (path: string): Promise<{ status: number; body: any; etag: string | null }> => {
  const answer = await fetch(origin + path, { headers: { authorization: `Bearer ${(await session()).token}` } });
  return { status: answer.status, body: await answer.json(), etag: answer.headers.get('etag') };
};

describe('the sandbox sign-in', () => {
  it('gives a short token that its key set verifies', async () => {
    const opened = await post('/v1/sandbox/sessions', { personId: rep.id });
    expect(opened.status).toBe(201);
    const { token, expiresAt, person } = (await opened.json()) as any;
    expect(person).toMatchObject({ id: rep.id, name: 'Lin Fang', roles: ['sales-rep'] });
    const keys = (await (await fetch(`${origin}/.well-known/jwks.json`)).json()) as any;
    // That of the sandbox, the one that signs other tokens, and the next.
    expect(keys.keys).toHaveLength(3);
    for (const key of keys.keys) expect(key).not.toHaveProperty('d');
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), { issuer: 'http://127.0.0.1:8080', audience: 'throughline', typ: 'at+jwt' });
    expect(payload).toMatchObject({ sub: rep.id, name: 'Lin Fang', roles: ['sales-rep'], tenant: 'demo' });
    expect(payload.exp! - payload.iat!).toBe(300);
    // By the wall clock, though business time stands still in March.
    expect(Math.abs(Date.parse(expiresAt) - Date.now() - 300_000)).toBeLessThan(20_000);
  });

  it.each([
    [{ personId: '0199d000-0000-7000-8002-999999999999' }, 404, 'person.not_found'],
    [{ personId: 'me' }, 400, 'request.invalid'],
    [{ personId: rep.id, roles: ['admin'] }, 400, 'request.invalid'],
    [{}, 400, 'request.invalid'],
  ])('refuses %j', async (body, status, code) => {
    const answer = await post('/v1/sandbox/sessions', body);
    expect([answer.status, ((await answer.json()) as any).code]).toEqual([status, code]);
  });

  it('refuses somebody who has left', async () => {
    await database.query('UPDATE person SET active = false, version = version + 1 WHERE id = $1', [rep.id]);
    expect((await post('/v1/sandbox/sessions', { personId: rep.id })).status).toBe(404);
    await database.query('UPDATE person SET active = true, version = version + 1 WHERE id = $1', [rep.id]);
  });

  it('lists whom one may sign in as', async () => {
    const { items } = (await (await fetch(`${origin}/v1/sandbox/people`)).json()) as any;
    expect(items).toHaveLength(40);
  });

  it('keeps its key over a restart', async () => {
    const { token } = await session();
    await app.close();
    await start(await settingsOf({}));
    expect((await fetch(`${origin}/v1/units`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
  });

  it('signs with a given key instead, written on one line', async () => {
    await app.close();
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    await start(await settingsOf({ SANDBOX_SIGNING_KEY: (await exportPKCS8(privateKey)).trim().replaceAll('\n', '\\n') }));
    expect(decodeProtectedHeader((await session()).token)).toMatchObject({ alg: 'RS256', typ: 'at+jwt' });
    expect((await get('/v1/units')).status).toBe(200);
  });

  it('is refused outside of a sandbox, and is not there without one', async () => {
    const sandbox = await settingsOf({});
    await expect(boot({ ...sandbox, NODE_ENV: 'production' })).rejects.toThrow('lets anybody sign in as anybody');
    await app.close();
    await start({ ...sandbox, THROUGHLINE_SANDBOX: false });
    expect((await post('/v1/sandbox/sessions', { personId: rep.id })).status).toBe(404);
    expect((await fetch(`${origin}/.well-known/jwks.json`)).status).toBe(404);
    await app.close();
    await start(await settingsOf({}));
  });
});

describe('reading the directory', () => {
  it('needs a token', async () => {
    const answer = await fetch(`${origin}/v1/people`);
    expect([answer.status, ((await answer.json()) as any).code]).toEqual([401, 'access.unauthenticated']);
  });

  it('lists people by name, page by page', async () => {
    const first = await get('/v1/people?limit=25');
    const second = await get(`/v1/people?limit=25&cursor=${first.body.next}`);
    const names = [...first.body.items, ...second.body.items].map(({ name }: any) => name);
    expect(names).toHaveLength(40);
    expect(new Set(names).size).toBe(40);
    expect(second.body.next).toBeUndefined();
  });

  it('lists the people of a unit and of those below it, and of a role', async () => {
    const east = companyUnits.find(({ name }) => name === 'East')!;
    expect((await get(`/v1/people?unit=${east.id}`)).body.items).toHaveLength(9);
    expect((await get(`/v1/people?unit=${east.id}&role=sales-manager`)).body.items).toHaveLength(3);
    expect((await get('/v1/people?role=finance')).body.items.map(({ name }: any) => name)).toEqual(['Dong Li', 'Fan Bing', 'Jiang Ning']);
  });

  it.each([
    ['/v1/people?role=system', 400, 'request.invalid'],
    ['/v1/people?colour=red', 400, 'request.invalid'],
    ['/v1/people?cursor=made-up', 400, 'request.invalid'],
    ['/v1/people?unit=0199d000-0000-7000-8001-999999999999', 404, 'unit.not_found'],
    ['/v1/people/0199d000-0000-7000-8002-999999999999', 404, 'person.not_found'],
    ['/v1/people/me', 400, 'request.invalid'],
    ['/v1/calendars/mars', 404, 'calendar.not_found'],
  ])('answers %s with %i %s', async (path, status, code) => {
    const { status: answered, body } = await get(path);
    expect([answered, body.code]).toEqual([status, code]);
  });

  it('shows one person with his version', async () => {
    const { body, etag } = await get(`/v1/people/${rep.id}`);
    expect(body).toMatchObject({ name: 'Lin Fang', unitName: 'East · Industry', unitPath: '1.2.1.', roles: ['sales-rep'] });
    expect(etag).toBe(`"${body.version}"`);
  });

  it('shows the tree, parents first', async () => {
    const { body } = await get('/v1/units');
    expect(body.items.map(({ path }: any) => path).slice(0, 4)).toEqual(['1.', '1.1.', '1.1.1.', '1.1.2.']);
    expect(body.items).toHaveLength(companyUnits.length);
  });

  it('lists the working calendars', async () => {
    const { body } = await get('/v1/calendars');
    expect(body.items).toEqual([expect.objectContaining({ key: 'china', shifts: false, zone: 'Asia/Shanghai', publishedUntil: expect.stringMatching(/^20/), version: 1 })]);
  });

  it('shows the working calendar by its key', async () => {
    const { body } = await get('/v1/calendars/china');
    expect(body.calendar).toMatchObject({ id: 'china', zone: 'Asia/Shanghai' });
    expect(body.calendar.exceptions['2026-02-14']).toMatchObject({ kind: 'working' });
    expect(body.publishedAt).toBe('2026-03-02T01:00:00.000Z');
  });
});
