import { decodeJwt, decodeProtectedHeader } from 'jose';
import { personOf, SignInWorld } from './sign-in.fixture';

jest.setTimeout(60_000);

let world: SignInWorld;
beforeAll(async () => {
  world = await SignInWorld.start();
});
afterAll(() => world?.stop());
beforeEach(async () => {
  await world.facts();
});

const rep = personOf('Lin Fang');
const admin = 'Hao Ran';
const make = async (by: string, more: object = {}) => world.send('POST', '/v1/api-keys', by, { body: { name: 'ERP', may: ['person:read'], ...more } });
const keyOf = async (by: string, more: object = {}): Promise<string> => (await make(by, more)).body.key;
const oauth = (body: Record<string, string>, by?: string) => world.send('POST', '/oauth/token', by, { body: new URLSearchParams(body) });

describe('an API key', () => {
  it('is shown once, kept as a hash, and told of without what is secret', async () => {
    const { status, body } = await make(rep.name);
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'ERP', ownerId: rep.id, may: ['person:read'], key: expect.stringMatching(/^tl_[0-9a-f]{12}_[\w-]{43}$/), lastUsedAt: null });
    expect(Date.parse(body.expiresAt) - Date.now()).toBeGreaterThan(89 * 86_400_000);
    expect(JSON.stringify(await world.database.query('SELECT * FROM api_key, outbox, audit'))).not.toContain(body.key.slice(16));
    expect(await world.facts()).toEqual([['api-key.made', { keyId: body.id, ownerId: rep.id, name: 'ERP', prefix: body.prefix, may: ['person:read'], expiresAt: body.expiresAt }]]);
    const { items } = (await world.send('GET', '/v1/api-keys', rep.name)).body;
    expect(items[0]).toMatchObject({ id: body.id, prefix: body.prefix });
    expect(items[0]).not.toHaveProperty('key');
  });

  it('is one under one Idempotency-Key, and not shown to the repetition', async () => {
    const send = () => world.send('POST', '/v1/api-keys', rep.name, { body: { name: 'once', may: ['*:read'] }, headers: { 'idempotency-key': 'k-1' } });
    const [first, second] = [await send(), await send()];
    expect([second.body.id, second.body.key]).toEqual([first.body.id, null]);
    expect(JSON.stringify(await world.database.query('SELECT * FROM idempotency'))).not.toContain(first.body.key.slice(16));
  });

  it('acts for its owner through the gateway, within its limits and never beyond his', async () => {
    const key = `Bearer ${await keyOf(rep.name, { may: ['person:read', 'person:set-active'] })}`;
    expect((await world.send('GET', `/v1/people/${rep.id}`, key)).body).toMatchObject({ name: rep.name });
    expect((await world.send('GET', '/v1/whoami', key)).body).toMatchObject({ personId: rep.id });
    expect(await world.send('GET', '/v1/units', key)).toMatchObject({ status: 403, body: { code: 'access.denied' } });
    // Within the key's limits, but he may not.
    expect(await world.send('PUT', `/v1/people/${personOf('Gao Yuan').id}/active`, key, { body: { active: false } })).toMatchObject({ status: 403 });
  });

  it('makes and reads no keys, whatever it is limited to', async () => {
    const key = `Bearer ${await keyOf(admin, { may: ['*:*'] })}`;
    expect((await world.send('GET', '/v1/units', key)).status).toBe(200);
    expect(await make(key)).toMatchObject({ status: 403 });
    expect(await world.send('GET', '/v1/api-keys', key)).toMatchObject({ status: 403 });
    expect(await world.send('POST', '/v1/signing-keys/withdrawals', key, { body: { kid: 'x', reason: 'x' } })).toMatchObject({ status: 403 });
  });

  it('that may only enter people enters none with a role: not by the directory, not over SCIM', async () => {
    const key = `Bearer ${await keyOf(admin, { may: ['person:join', 'scim:*'] })}`;
    const { unitId } = (await world.send('GET', `/v1/people/${rep.id}`, admin)).body;
    const newcomer = { name: 'Ren Xin', email: 'ren.xin@hengyuan.example', unitId, position: 'Clerk' };
    expect(await world.send('POST', '/v1/people', key, { body: { ...newcomer, roles: [{ role: 'admin' }] } })).toMatchObject({ status: 403 });
    const user = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: newcomer.email, displayName: newcomer.name, roles: [{ value: 'admin' }] };
    expect(await world.send('POST', '/scim/v2/Users', key, { body: user })).toMatchObject({ status: 403 });
    expect(await world.send('POST', '/v1/people', key, { body: newcomer })).toMatchObject({ status: 201, body: { roles: [] } });
  });

  it('stands in the audit trail as what acted', async () => {
    const key = await keyOf(admin, { may: ['calendar:*'] });
    await world.facts();
    const { calendar: { id: _id, ...calendar }, name } = (await world.send('GET', '/v1/calendars/china', `Bearer ${key}`)).body;
    expect((await world.send('PUT', '/v1/calendars/china', `Bearer ${key}`, { body: { name, calendar: { ...calendar, publishedUntil: '2030-12-31' } } })).status).toBe(200);
    expect(await world.database.query('SELECT actor_type, actor_id FROM audit')).toEqual([{ actor_type: 'api_key', actor_id: personOf(admin).id }]);
  });

  it('notes its last use, at most once a minute', async () => {
    const { key, id } = (await make(rep.name)).body;
    const used = async () => (await world.database.query('SELECT last_used_at AS at FROM api_key WHERE id = $1', [id]))[0].at as Date | null;
    const ask = async () => oauth({ grant_type: 'client_credentials', client_id: key.slice(3, 15), client_secret: key });
    await ask();
    let first = await used();
    for (let tries = 0; !first && tries < 50; tries += 1) {
      await new Promise((done) => setTimeout(done, 20));
      first = await used();
    }
    expect(first).toBeInstanceOf(Date);
    await ask();
    await new Promise((done) => setTimeout(done, 100));
    expect(await used()).toEqual(first);
  });

  it.each([
    [{ may: [] }, 400, 'request.invalid'],
    [{ may: ['person'] }, 400, 'request.invalid'],
    [{ may: ['person:fly'] }, 400, 'request.invalid'],
    [{ may: ['api-key:make'] }, 400, 'request.invalid'],
    [{ may: ['person:read', 'person:read'] }, 400, 'request.invalid'],
    [{ expiresAt: '2020-01-01T00:00:00Z' }, 422, 'api_key.too_long'],
    [{ expiresAt: '2999-01-01T00:00:00Z' }, 422, 'api_key.too_long'],
    [{ ownerId: personOf('Gao Yuan').id }, 404, 'request.not_found'],
  ])('is refused as %j', async (more, status, code) => {
    expect(await make(rep.name, more)).toMatchObject({ status, body: { code } });
    expect(await world.facts()).toEqual([]);
  });

  it('is made by administrators for others too; another’s is not seen', async () => {
    const { body } = await make(admin, { ownerId: rep.id });
    expect(body).toMatchObject({ ownerId: rep.id, madeBy: personOf(admin).id });
    expect((await world.send('GET', `/v1/api-keys?owner=${rep.id}`, 'Gao Yuan')).body).toEqual({ items: [] });
    expect(await world.send('DELETE', `/v1/api-keys/${body.id}`, 'Gao Yuan')).toMatchObject({ status: 404, body: { code: 'api_key.not_found' } });
  });

  it('that is revoked, over, of one who left, or no key at all is nobody’s', async () => {
    const [revoked, over, left] = [(await make(rep.name)).body, (await make(rep.name)).body, (await make('Gao Yuan')).body];
    await world.facts();
    const answers = await Promise.all([1, 2, 3].map(() => world.send('DELETE', `/v1/api-keys/${revoked.id}`, rep.name)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await world.facts()).map(([type]) => type)).toEqual(['api-key.revoked']);
    await world.database.query(`UPDATE api_key SET made_at = now() - interval '2 days', expires_at = now() - interval '1 day' WHERE id = $1`, [over.id]);
    await world.database.query('UPDATE person SET active = false WHERE id = $1', [left.ownerId]);
    const changed = `${over.key.slice(0, -4)}AAAA`;
    for (const key of [revoked.key, over.key, left.key, changed, 'tl_000000000000_', 'tl_x']) {
      expect([key, await world.send('GET', '/v1/units', `Bearer ${key}`)]).toMatchObject([key, { status: 401, body: { code: 'access.unauthenticated' } }]);
    }
    // No service takes a key by itself.
    expect(await world.send('GET', '/v1/units', `Bearer ${(await make(rep.name)).body.key}`, {}, world.directoryUrl)).toMatchObject({ status: 401 });
    await world.database.query('UPDATE person SET active = true WHERE id = $1', [left.ownerId]);
  });

  it('of one who left stays nobody’s when he comes back, and so does a session', async () => {
    const { key, ownerId } = (await make('Hu Jing')).body;
    const secret = `ts_${'a'.repeat(43)}`;
    const session = `INSERT INTO session (id, secret_hash, person_id, method, ends_at) VALUES (gen_random_uuid(), sha256($2::bytea), $1, 'oidc', now() + interval '1 hour')`;
    await world.database.query(session, [ownerId, Buffer.from(secret)]);
    const exchange = async (credential: string) => (await world.send('POST', '/internal/access-tokens', undefined, { body: { credential } }, world.directoryUrl)).status;
    expect([await exchange(key), await exchange(secret)]).toEqual([200, 200]);
    await world.facts();
    for (const active of [false, true]) {
      expect((await world.send('PUT', `/v1/people/${ownerId}/active`, admin, { body: { active } })).status).toBe(200);
      expect([await exchange(key), await exchange(secret)]).toEqual([401, 401]);
    }
    expect((await world.facts()).map(([type]) => type)).toEqual(['person.changed', 'session.ended', 'api-key.revoked', 'person.changed']);
  });

  it('that was in use ends within seconds of being revoked', async () => {
    const { key, id } = (await make(rep.name, { may: ['unit:read'] })).body;
    expect((await world.send('GET', '/v1/units', `Bearer ${key}`)).status).toBe(200);
    await world.send('DELETE', `/v1/api-keys/${id}`, rep.name);
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 10_001);
    try {
      expect((await world.send('GET', '/v1/units', `Bearer ${key}`)).status).toBe(401);
    } finally {
      clock.mockRestore();
    }
  });
});

describe('the client credentials grant', () => {
  it('gives a short token of ours, by Basic or in the form, for all of the key or less', async () => {
    const key = await keyOf(rep.name, { may: ['person:read', 'unit:*'] });
    const id = key.slice(3, 15);
    const basic = `Basic ${Buffer.from(`${id}:${key}`).toString('base64')}`;
    const [byForm, byBasic, less] = await Promise.all([
      oauth({ grant_type: 'client_credentials', client_id: id, client_secret: key }),
      oauth({ grant_type: 'client_credentials' }, basic),
      oauth({ grant_type: 'client_credentials', scope: 'unit:read' }, basic),
    ]);
    for (const answer of [byForm, byBasic]) expect(answer).toMatchObject({ status: 200, body: { token_type: 'Bearer', scope: 'person:read unit:*', expires_in: expect.any(Number) } });
    expect(byForm.headers.get('cache-control')).toBe('no-store');
    expect(byForm.body.expires_in).toBeGreaterThan(290);
    expect(decodeProtectedHeader(byForm.body.access_token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    expect(decodeJwt(byForm.body.access_token)).toMatchObject({ sub: rep.id, iss: world.origin, aud: 'throughline', may: ['person:read', 'unit:*'], key_id: id });
    const ask = async (path: string) => (await world.send('GET', path, `Bearer ${less.body.access_token}`, {}, world.directoryUrl)).status;
    expect([await ask('/v1/units'), await ask('/v1/people')]).toEqual([200, 403]);
  });

  it.each([
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['no secret', { grant_type: 'client_credentials', client_id: 'x' }, 401, 'invalid_client'],
    ['the secret of another client', { grant_type: 'client_credentials', client_id: '000000000000', client_secret: 'KEY' }, 401, 'invalid_client'],
    ['a wrong secret', { grant_type: 'client_credentials', client_id: 'ID', client_secret: 'WRONG' }, 401, 'invalid_client'],
    ['more than the key may', { grant_type: 'client_credentials', client_id: 'ID', client_secret: 'KEY', scope: 'person:read unit:read' }, 400, 'invalid_scope'],
    ['what is no scope', { grant_type: 'client_credentials', client_id: 'ID', client_secret: 'KEY', scope: 'openid' }, 400, 'invalid_scope'],
  ])('refuses %s as RFC 6749 says', async (_what, form, status, error) => {
    const key = await keyOf(rep.name);
    const put = (value: string) => ({ KEY: key, ID: key.slice(3, 15), WRONG: `${key.slice(0, -4)}AAAA` })[value] ?? value;
    const answer = await oauth(Object.fromEntries(Object.entries(form).map(([name, value]) => [name, put(value)])));
    expect(answer).toMatchObject({ status, body: { error, error_description: expect.any(String) } });
  });

  it('is the only route that takes a form: pages of other origins can send those unasked', async () => {
    const answer = await world.send('POST', '/v1/api-keys', rep.name, { body: new URLSearchParams({ name: 'x' }) });
    expect(answer).toMatchObject({ status: 415 });
  });
});

describe('the keys that sign', () => {
  const published = async (): Promise<string[]> => (await world.send('GET', '/.well-known/jwks.json')).body.keys.map(({ kid }: { kid: string }) => kid);

  it('are encrypted in the database, and published with the next one', async () => {
    const rows = await world.database.query<{ private_key: string }>('SELECT private_key FROM signing_key');
    expect(rows).toHaveLength(2);
    for (const { private_key: kept } of rows) expect(kept).toMatch(/^ey[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
    const { keys } = (await world.send('GET', '/.well-known/jwks.json')).body;
    expect(keys).toHaveLength(2);
    for (const key of keys) expect(key).not.toHaveProperty('d');
  });

  it('change hands when the time of the next one comes; the last one is published until its tokens are over', async () => {
    const [first, second] = await published();
    const kidOf = async () => decodeProtectedHeader(await world.token(rep.name)).kid;
    expect(await kidOf()).toBe(first);
    await world.database.query(`UPDATE signing_key SET signs_from = CASE kid WHEN $1 THEN now() - interval '30 days' ELSE now() - interval '1 minute' END`, [first]);
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_001);
    try {
      expect(await kidOf()).toBe(second);
      expect(await published()).toEqual([first, second, expect.any(String)]);
    } finally {
      clock.mockRestore();
    }
    await world.database.query(`UPDATE signing_key SET signs_from = now() - interval '2 hours' WHERE kid = $1`, [second]);
    const later = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 130_000);
    try {
      expect(await published()).not.toContain(first);
    } finally {
      later.mockRestore();
    }
  });

  it('are withdrawn by an administrator at once, and the next one signs', async () => {
    const signing = decodeProtectedHeader(await world.token(rep.name)).kid!;
    const withdraw = (by: string) => world.send('POST', '/v1/signing-keys/withdrawals', by, { body: { kid: signing, reason: 'A backup was lost' } });
    expect(await withdraw(rep.name)).toMatchObject({ status: 403 });
    const answers = await Promise.all([withdraw(admin), withdraw(admin)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
    expect((await world.facts()).map(([type, { kid }]) => [type, kid])).toEqual([['signing-key.withdrawn', signing]]);
    expect(await published()).not.toContain(signing);
    // Services look for a key that they do not know, though not every time.
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 300_000);
    expect((await world.send('GET', '/v1/units', rep.name)).status).toBe(200);
    clock.mockRestore();
  });
});
