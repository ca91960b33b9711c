import { clientId, clientSecret, LocalProvider } from './local-provider';
import type { Answer } from './sign-in.fixture';
import { personOf, SignInWorld } from './sign-in.fixture';

jest.setTimeout(60_000);

const provider = new LocalProvider();
const rep = personOf('Lin Fang');
const lin = { sub: 'u-1', email: rep.email, email_verified: true };
let world: SignInWorld;

beforeAll(async () => {
  await provider.start();
  world = await SignInWorld.start({ OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: 'Hengyuan ID' });
});
afterAll(async () => {
  await world?.stop();
  await provider.stop();
});
beforeEach(async () => {
  provider.who = lin;
  provider.fault = {};
  await world.facts();
});

const cookiesOf = ({ headers }: Answer): string => headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0]!).filter((cookie) => !cookie.endsWith('=')).join('; ');
const follow = (address: string, cookie = ''): Promise<Answer> => world.send('GET', '', undefined, cookie ? { headers: { cookie } } : {}, address);

/** Up to where the provider sends the browser back to. */
async function begin(returnTo?: string): Promise<{ back: string; cookie: string; address: URL }> {
  const begun = await world.send('GET', `/v1/sign-in/oidc${returnTo === undefined ? '' : `?returnTo=${encodeURIComponent(returnTo)}`}`);
  expect(begun.status).toBe(302);
  const address = new URL(begun.headers.get('location')!);
  const there = await follow(address.href);
  return { back: there.headers.get('location')!, cookie: cookiesOf(begun), address };
}
async function signIn(returnTo?: string): Promise<Answer> {
  const { back, cookie } = await begin(returnTo);
  return follow(back, cookie);
}

describe('sign-in by the company’s identity provider', () => {
  it('is offered', async () => {
    expect((await world.send('GET', '/v1/sign-in')).body).toEqual({ password: true, passwordLinks: false, oidc: { name: 'Hengyuan ID', address: '/v1/sign-in/oidc' } });
  });

  it('asks with PKCE, state and nonce, and ends in a session of the person with that address', async () => {
    const { back, cookie, address } = await begin('/tasks?view=mine');
    expect(Object.fromEntries(address.searchParams)).toEqual({
      client_id: clientId, scope: 'openid email profile', response_type: 'code', redirect_uri: `${world.origin}/v1/sign-in/oidc/callback`,
      state: expect.stringMatching(/.{32}/), nonce: expect.stringMatching(/.{32}/), code_challenge: expect.stringMatching(/.{43}/), code_challenge_method: 'S256',
    });
    for (const secret of ['state', 'nonce']) expect(cookie).not.toContain(address.searchParams.get(secret)!);
    const done = await follow(back, cookie);
    expect([done.status, done.headers.get('location')]).toEqual([302, '/tasks?view=mine']);
    expect((await follow(`${world.origin}/v1/whoami`, cookiesOf(done))).body).toMatchObject({ personId: rep.id });
    expect((await world.facts()).map(([type, { personId, method }]) => [type, personId, method])).toEqual([['session.opened', rep.id, 'oidc']]);
    // The code is good once.
    expect(await follow(back, cookie)).toMatchObject({ status: 401, body: { code: 'oidc.refused' } });
  });

  it('goes by the subject from then on, whatever address he has', async () => {
    provider.who = { sub: 'u-1', email: 'married@hengyuan.example', email_verified: true };
    expect((await signIn()).status).toBe(302);
    // His old address, given to somebody else there, is not his way in here.
    provider.who = { sub: 'u-2', email: rep.email, email_verified: true };
    expect(await signIn()).toMatchObject({ status: 403, body: { code: 'oidc.unknown_person' } });
  });

  it('finds him by his address again once an administrator has forgotten who he was there', async () => {
    const forget = (by: string) => world.send('DELETE', `/v1/people/${rep.id}/subject`, by);
    const cookie = cookiesOf(await signIn());
    expect(await forget(rep.name)).toMatchObject({ status: 403 });
    expect((await forget('Hao Ran')).body).toEqual({ forgotten: true });
    expect((await forget('Hao Ran')).body).toEqual({ forgotten: false });
    expect([...new Set((await world.facts()).map(([type]) => type))]).toEqual(['session.opened', 'local-account.subject-forgotten', 'session.ended']);
    expect((await follow(`${world.origin}/v1/whoami`, cookie)).status).toBe(401);
    provider.who = { ...lin, sub: 'u-3' };
    expect((await signIn()).status).toBe(302);
    await world.send('DELETE', `/v1/people/${rep.id}/subject`, 'Hao Ran');
  });

  it.each([
    ['nobody in the directory', { sub: 'u-9', email: 'stranger@hengyuan.example', email_verified: true }],
    ['an address that is not confirmed', { sub: 'u-8', email: personOf('Gao Yuan').email }],
    ['no address', { sub: 'u-7' }],
  ])('knows %s not, and makes nobody', async (_what, who) => {
    provider.who = who;
    expect(await signIn()).toMatchObject({ status: 403, body: { code: 'oidc.unknown_person' } });
    expect(await world.facts()).toEqual([]);
  });

  it('lets nobody in who has left', async () => {
    await world.database.query('UPDATE person SET active = false WHERE id = $1', [rep.id]);
    expect(await signIn()).toMatchObject({ status: 403 });
    await world.database.query('UPDATE person SET active = true WHERE id = $1', [rep.id]);
  });

  const now = () => Math.floor(Date.now() / 1000);
  it.each([
    ['of another issuer', { claims: { iss: 'https://elsewhere.example' } }],
    ['for another client', { claims: { aud: 'other' } }],
    ['that is over', { claims: { exp: now() - 120 } }],
    ['of the future', { claims: { nbf: now() + 600 } }],
    ['with another nonce', { claims: { nonce: 'x' } }],
    ['without a nonce', { claims: { nonce: undefined } }],
    ['without a subject', { claims: { sub: undefined } }],
    ['of a foreign key', { foreignKey: true }],
    ['of an unknown key id', { header: { kid: 'x' }, foreignKey: true }],
    ['signed with the client secret', { secret: clientSecret }],
  ] as const)('refuses an ID token %s', async (_what, fault) => {
    provider.fault = fault;
    expect(await signIn()).toMatchObject({ status: 401, body: { code: 'oidc.refused' } });
    expect(await world.facts()).toEqual([]);
  });

  it('is finished only by the browser that began it, and only as it was begun', async () => {
    const [mine, other] = [await begin(), await begin()];
    expect(await follow(mine.back)).toMatchObject({ status: 401, body: { code: 'oidc.refused' } });
    expect(await follow(mine.back, other.cookie)).toMatchObject({ status: 401 });
    expect(await follow(mine.back, `${mine.cookie.slice(0, -3)}AAA`)).toMatchObject({ status: 401 });
    expect(await follow(mine.back.replace(/state=[^&]*/, 'state=x'), mine.cookie)).toMatchObject({ status: 401 });
    const cancelled = `${world.origin}/v1/sign-in/oidc/callback?error=access_denied&state=${new URL(other.back).searchParams.get('state')}`;
    expect(await follow(cancelled, other.cookie)).toMatchObject({ status: 401 });
    expect((await follow(mine.back, mine.cookie)).status).toBe(302);
  });

  it.each(['https://evil.example/', '//evil.example/', '/\\evil.example', '/.//evil.example/', '/x/..//evil.example/', 'javascript:alert(1)', 'tasks'])('leads to our first page instead of %s', async (returnTo) => {
    expect((await signIn(returnTo)).headers.get('location')).toBe('/');
  });

  it('follows the keys of the provider, and does not wear it out for keys that nobody has', async () => {
    await provider.rotate();
    // Read a moment ago; a minute later they are read anew.
    const before = provider.keysRead;
    for (let time = 0; time < 3; time += 1) expect((await signIn()).status).toBe(401);
    expect(provider.keysRead - before).toBeLessThanOrEqual(1);
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
    try {
      expect((await signIn()).status).toBe(302);
    } finally {
      clock.mockRestore();
    }
  });

  it('says so when the provider is away', async () => {
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_001);
    const { back, cookie } = await begin();
    clock.mockRestore();
    await provider.stop();
    expect(await follow(back, cookie)).toMatchObject({ status: 503, body: { code: 'oidc.away' } });
    await provider.start();
  });
});
