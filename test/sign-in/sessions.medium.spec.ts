import { loadSettings, settingsFor } from '@throughline/config/settings';
import { passwordLinkFor } from '@throughline/services/directory/src/password-link';
import { BEAT } from '@throughline/services/directory/src/sign-in-with-password/beat';
import type { Answer, Sending } from './sign-in.fixture';
import { personOf, SignInWorld } from './sign-in.fixture';

jest.setTimeout(60_000);

const password = 'a lighthouse made of rice';
const rep = personOf('Lin Fang');
const admin = 'Hao Ran';
let world: SignInWorld;
let page: Record<string, string>;

beforeAll(async () => {
  world = await SignInWorld.start();
  page = { origin: world.origin, 'x-throughline-page': '1' };
  await world.facts();
});
afterAll(() => world?.stop());

/** As a page of ours sends it, with the browser's cookies. */
const send = (method: string, path: string, cookie?: string, { body, headers = page }: Sending = {}): Promise<Answer> =>
  world.send(method, path, undefined, { ...(body !== undefined && { body }), headers: { ...headers, ...(cookie !== undefined && { cookie }) } });
const signIn = (email = rep.email, word = password) => send('POST', '/v1/session', undefined, { body: { email, password: word } });
const cookieOf = ({ headers }: Answer) => headers.get('set-cookie')!.split(';', 1)[0]!;
const link = async (personId = rep.id) => (await world.send('POST', `/v1/people/${personId}/password-links`, admin)).body.link as string;
const setPassword = (token: string, word = password) => send('POST', '/v1/passwords', undefined, { body: { token, password: word } });
const tokenIn = (address: string) => address.split('#')[1]!;
const whoami = async (cookie: string) => (await send('GET', '/v1/whoami', cookie)).status;

describe('a local account', () => {
  it('is opened by a link from an administrator, that sets a password once', async () => {
    expect(await world.send('POST', `/v1/people/${rep.id}/password-links`, rep.name)).toMatchObject({ status: 403 });
    const [older, address] = [await link(), await link()];
    expect(address).toMatch(new RegExp(`^${world.origin}/set-password#[\\w-]{43}$`));
    expect(await setPassword(tokenIn(older))).toMatchObject({ status: 422, body: { code: 'sign_in.link_not_valid' } });
    expect(await setPassword(tokenIn(address), 'too short')).toMatchObject({ status: 422, body: { code: 'sign_in.password_not_allowed', data: { fault: 'too_short' } } });
    const both = await Promise.all([setPassword(tokenIn(address)), setPassword(tokenIn(address))]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect((await world.facts()).map(([type]) => type)).toEqual(['local-account.link-given', 'local-account.link-given', 'local-account.password-set']);
    const kept = JSON.stringify(await world.database.query('SELECT * FROM local_account, password_link, audit, idempotency'));
    for (const secret of [tokenIn(address), password]) expect(kept).not.toContain(secret);
  });

  it('that a link was given for too long ago keeps its password', async () => {
    const address = await link();
    await world.database.query(`UPDATE password_link SET expires_at = now() - interval '1 second'`);
    expect(await setPassword(tokenIn(address), 'another sentence of mine')).toMatchObject({ status: 422, body: { code: 'sign_in.link_not_valid' } });
    expect((await signIn()).status).toBe(201);
    await world.facts();
  });

  it('of the first administrator is opened by who has the database', async () => {
    const { email } = personOf(admin);
    const settings = loadSettings(settingsFor('sign-in'), { DATABASE_URL_DIRECTORY: world.database.url, PUBLIC_URL: world.origin });
    await expect(passwordLinkFor(settings, 'nobody@hengyuan.example')).rejects.toMatchObject({ code: 'person.not_found' });
    const { link: address } = await passwordLinkFor(settings, email.toUpperCase());
    expect((await setPassword(tokenIn(address!), 'a harbour full of umbrellas')).status).toBe(200);
    expect((await signIn(email, 'a harbour full of umbrellas')).status).toBe(201);
    expect(await world.database.query(`SELECT actor_id FROM audit WHERE type LIKE '%link-given%'`)).toEqual([{ actor_id: 'system:sign-in' }]);
    await world.database.query('DELETE FROM password_link WHERE person_id = $1', [personOf(admin).id]);
    await world.database.query('DELETE FROM local_account WHERE person_id = $1', [personOf(admin).id]);
    await world.facts();
  });

  it('answers a wrong password, somebody unknown, somebody without one and somebody who has left alike', async () => {
    const same = async (email: string, word: string) => {
      const began = performance.now();
      const { status, body } = await signIn(email, word);
      // What is done for whom is shorter than a beat, and does not show.
      expect(performance.now() - began).toBeGreaterThanOrEqual(BEAT);
      const { correlationId: _id, ...told } = body;
      return { status, told };
    };
    const wrong = await same(rep.email, 'not the right one');
    expect(wrong).toMatchObject({ status: 401, told: { code: 'sign_in.refused' } });
    expect(await same('nobody@hengyuan.example', password)).toEqual(wrong);
    expect(await same(personOf('Gao Yuan').email, password)).toEqual(wrong);
    await world.database.query('UPDATE person SET active = false WHERE id = $1', [rep.id]);
    expect(await same(rep.email, password)).toEqual(wrong);
    await world.database.query('UPDATE person SET active = true WHERE id = $1', [rep.id]);
    expect(await world.facts()).toEqual([['local-account.sign-in-refused', { personId: rep.id, failures: 1, lockedUntil: null }]]);
    expect((await signIn(rep.email.toUpperCase())).status).toBe(201);
  });

  it('takes five wrong tries, however many arrive at once, then waits, longer each time', async () => {
    await world.facts();
    await Promise.all(Array.from({ length: 20 }, () => signIn(rep.email, 'a guess of somebody')));
    const failures = (await world.facts()).map(([, data]) => data);
    expect(failures.map(({ failures: count }) => count).sort()).toEqual([1, 2, 3, 4, 5]);
    // Locked: not even the right one, and it is not told.
    expect(await signIn()).toMatchObject({ status: 401, body: { code: 'sign_in.refused' } });
    expect(await world.facts()).toEqual([]);
    const waits = async () => Number((await world.database.query('SELECT extract(epoch FROM locked_until - now()) AS seconds FROM local_account'))[0].seconds);
    const over = () => world.database.query(`UPDATE local_account SET locked_until = now() - interval '1 second'`);
    for (const [from, to] of [[25, 31], [55, 61], [115, 121]] as const) {
      expect(await waits()).toBeGreaterThan(from);
      expect(await waits()).toBeLessThan(to);
      await over();
      await signIn(rep.email, 'a guess of somebody');
    }
    await over();
    expect((await signIn()).status).toBe(201);
    expect(await world.database.query('SELECT failures, locked_until FROM local_account')).toEqual([{ failures: 0, locked_until: null }]);
    await world.facts();
  });
});

describe('a session', () => {
  it('is not opened by a password that was replaced while it was checked', async () => {
    const other = '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
    const [{ hash }] = (await world.database.query('SELECT password_hash AS hash FROM local_account WHERE person_id = $1', [rep.id])) as [{ hash: string }];
    // Between the try and its outcome, in every run.
    await world.database.query(`CREATE FUNCTION replace_it() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN UPDATE local_account SET password_hash = '${other}' WHERE person_id = NEW.person_id; RETURN NULL; END $$`);
    await world.database.query('CREATE TRIGGER replaces AFTER UPDATE ON local_account FOR EACH ROW WHEN (NEW.failures > OLD.failures) EXECUTE FUNCTION replace_it()');
    try {
      expect(await signIn()).toMatchObject({ status: 401, body: { code: 'sign_in.refused' } });
    } finally {
      await world.database.query('DROP TRIGGER replaces ON local_account');
      await world.database.query('DROP FUNCTION replace_it');
    }
    expect(await world.facts()).toEqual([]);
    await world.database.query('UPDATE local_account SET password_hash = $2, failures = 0 WHERE person_id = $1', [rep.id, hash]);
    expect((await signIn()).status).toBe(201);
    await world.facts();
  });

  it('is a cookie that no script reads, kept as a hash, and speaks for its person everywhere', async () => {
    const answer = await signIn();
    expect(answer).toMatchObject({ status: 201, body: { person: { id: rep.id, name: rep.name } } });
    // On loopback, without TLS.
    expect(answer.headers.get('set-cookie')).toMatch(/^throughline-session=ts_[\w-]{43}; Path=\/; Max-Age=43\d{3}; HttpOnly; SameSite=Lax$/);
    const cookie = cookieOf(answer);
    expect((await send('GET', '/v1/whoami', cookie)).body).toMatchObject({ personId: rep.id, roles: ['sales-rep'] });
    expect((await send('GET', '/v1/units', `other=1; ${cookie}`)).status).toBe(200);
    expect(JSON.stringify(await world.database.query('SELECT * FROM session, outbox, idempotency'))).not.toContain(cookie.split('ts_')[1]);
    expect((await world.facts()).map(([type, { personId, method }]) => [type, personId, method])).toEqual([['session.opened', rep.id, 'password']]);
    expect(await send('POST', '/v1/api-keys', cookie, { body: { name: 'x', may: ['*:read'] } })).toMatchObject({ status: 201 });
    expect(await world.database.query('SELECT actor_type, actor_id FROM audit')).toEqual([{ actor_type: 'user', actor_id: rep.id }]);
  });

  it('changes nothing for a page of another site', async () => {
    const cookie = cookieOf(await signIn());
    const ask = (headers: Record<string, string>) => send('POST', '/v1/api-keys', cookie, { body: { name: 'theirs', may: ['*:*'] }, headers });
    const elsewhere: Record<string, string>[] = [{}, { origin: world.origin }, { ...page, origin: 'https://evil.example' }, { origin: 'https://evil.example' }];
    for (const headers of elsewhere) {
      expect([headers, await ask(headers)]).toMatchObject([headers, { status: 403, body: { code: 'session.cross_site' } }]);
    }
    expect(await send('POST', '/v1/session', undefined, { body: { email: rep.email, password }, headers: { origin: 'https://evil.example' } })).toMatchObject({ status: 403 });
    expect((await send('GET', '/v1/units', cookie, { headers: {} })).status).toBe(200);
    expect((await ask(page)).status).toBe(201);
  });

  it('ends where it is signed out, at once; the others go on', async () => {
    const [here, there] = [cookieOf(await signIn()), cookieOf(await signIn())];
    expect([await whoami(here), await whoami(there)]).toEqual([200, 200]);
    await world.facts();
    const out = await send('DELETE', '/v1/session', here);
    expect([out.body, out.headers.get('set-cookie')]).toEqual([{ ended: 1 }, expect.stringContaining('Max-Age=0')]);
    expect([await whoami(here), await whoami(there)]).toEqual([401, 200]);
    expect((await send('DELETE', '/v1/session', here)).body).toEqual({ ended: 0 });
    expect((await world.facts()).map(([type, { reason }]) => [type, reason])).toEqual([['session.ended', 'signed-out']]);
  });

  it('ends everywhere: by oneself, by an administrator, by a new password', async () => {
    const open = async () => {
      await world.database.query('UPDATE session SET ended_at = now() WHERE ended_at IS NULL');
      const cookies = [cookieOf(await signIn()), cookieOf(await signIn())];
      await world.facts();
      return cookies;
    };
    const valid = async () => (await world.database.query('SELECT count(*)::int AS count FROM session WHERE ended_at IS NULL'))[0].count;
    expect((await send('DELETE', '/v1/sessions', (await open())[0])).body).toEqual({ ended: 2 });
    await open();
    expect(await world.send('DELETE', `/v1/people/${rep.id}/sessions`, 'Gao Yuan')).toMatchObject({ status: 404 });
    expect((await world.send('DELETE', `/v1/people/${rep.id}/sessions`, admin)).body).toEqual({ ended: 2 });
    await open();
    await setPassword(tokenIn(await link()));
    expect(await valid()).toBe(0);
    expect((await world.facts()).map(([type, { reason }]) => [type, reason])).toEqual([
      ['local-account.link-given', undefined], ['local-account.password-set', undefined], ['session.ended', 'password-set'], ['session.ended', 'password-set'],
    ]);
  });

  it.each([
    ['nobody used for long', `seen_at = now() - interval '121 minutes'`],
    ['is as old as a session may be', `opened_at = now() - interval '13 hours', ends_at = now() - interval '1 second'`],
  ])('that %s is over', async (_what, change) => {
    const cookie = cookieOf(await signIn());
    await world.database.query(`UPDATE session SET ${change} WHERE ended_at IS NULL`);
    expect(await whoami(cookie)).toBe(401);
  });

  it('slides while it is used, noted once a minute', async () => {
    const cookie = cookieOf(await signIn());
    await world.database.query(`UPDATE session SET seen_at = now() - interval '100 minutes' WHERE ended_at IS NULL`);
    expect(await whoami(cookie)).toBe(200);
    const [{ age }] = await world.database.query(`SELECT max(extract(epoch FROM now() - seen_at)) AS age FROM session WHERE ended_at IS NULL AND ends_at > now() AND seen_at > now() - interval '2 minutes'`);
    expect(Number(age)).toBeLessThan(30);
  });

  it('is not asked for where a token is sent, and is none by its form alone', async () => {
    const cookie = cookieOf(await signIn());
    expect((await world.send('GET', '/v1/whoami', admin, { headers: { cookie } })).body).toMatchObject({ name: admin });
    // A program with a token is no browser: nothing of another site is behind it.
    expect((await world.send('DELETE', '/v1/sessions', admin, { headers: { cookie } })).status).toBe(200);
    for (const wrong of ['throughline-session=ts_' + 'A'.repeat(43), 'throughline-session=x', '__Host-throughline-session=' + cookie.split('=')[1]!]) expect(await whoami(wrong)).toBe(401);
  });
});
