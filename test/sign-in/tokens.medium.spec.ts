import { claimsOf } from '@throughline/access/token-verifier';
import { calculateJwkThumbprint, exportJWK, exportPKCS8, exportSPKI, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import type { JWK, KeyLike } from 'jose';
import { personOf, SignInWorld } from './sign-in.fixture';

jest.setTimeout(60_000);

const rep = personOf('Lin Fang');
const now = () => Math.floor(Date.now() / 1000);
let world: SignInWorld;
let theirs: { publicKey: KeyLike; privateKey: KeyLike };
let good: string;
let jwk: JWK;

beforeAll(async () => {
  world = await SignInWorld.start();
  theirs = await generateKeyPair('ES256');
  good = await world.token(rep.name);
  jwk = (await world.send('GET', '/.well-known/jwks.json')).body.keys[0];
});
afterAll(() => world?.stop());

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const read = (text: string): Record<string, any> => JSON.parse(Buffer.from(text, 'base64url').toString());
/** The good one with something changed and the signature left as it was. */
const changed = (header: object, claims: object): string => {
  const [head, body, signature] = good.split('.') as [string, string, string];
  return [part({ ...read(head), ...header }), part({ ...read(body), ...claims }), signature].join('.');
};
/** Right in everything but its signature, and what is said. */
const claims = (more: object = {}) => ({
  ...claimsOf({ personId: rep.id, name: rep.name, roles: ['admin'], unitPath: '1.', tenant: 'demo' }),
  iss: world.origin, aud: 'throughline', sub: rep.id, iat: now(), nbf: now(), exp: now() + 300, ...more,
});
const signed = (key: KeyLike | Uint8Array, header: object = {}, more: object = {}): Promise<string> =>
  new SignJWT(claims(more)).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: jwk.kid, ...header } as never).sign(key);
/** As whoever holds the installation's own key would sign it. */
const byUs = async (header: object, more: object) => world.sign(claims(more), header);

const ask = (token: string, origin: string) => world.send('GET', '/v1/units', `Bearer ${token}`, {}, origin);

it('a good token is taken, by a service and through the gateway', async () => {
  expect([(await ask(good, world.directoryUrl)).status, (await ask(good, world.origin)).status]).toEqual([200, 200]);
  expect((await ask(await byUs({}, {}), world.origin)).status).toBe(200);
});

it.each<[string, () => string | Promise<string>]>([
  ['forged: signed by another key under our key id', () => signed(theirs.privateKey)],
  ['forged: with other claims under a good signature', () => changed({}, { roles: ['admin'] })],
  ['forged: with another header over a good signature', () => changed({ kid: 'x' }, {})],
  ['forged: without its signature', () => good.replace(/[^.]*$/, '')],
  ['alg=none', () => new UnsecuredJWT(claims()).encode()],
  ['alg=none in the header of a signed one', () => changed({ alg: 'none' }, {})],
  ['alg=None', () => `${part({ alg: 'None', typ: 'at+jwt' })}.${part(claims())}.`],
  ['HS256 with the public key as PEM', async () => signed(new TextEncoder().encode(await exportSPKI((await importJWK(jwk, 'ES256')) as KeyLike)), { alg: 'HS256' })],
  ['HS256 with the public key as JWK', () => signed(new TextEncoder().encode(JSON.stringify(jwk)), { alg: 'HS256' })],
  ['expired', () => byUs({}, { iat: now() - 400, nbf: now() - 400, exp: now() - 61 })],
  ['never to expire', () => byUs({}, { exp: undefined })],
  ['not yet valid', () => byUs({}, { nbf: now() + 120 })],
  ['for another audience', () => byUs({}, { aud: 'other' })],
  ['for no audience', () => byUs({}, { aud: undefined })],
  ['of another issuer, signed by our key', () => byUs({}, { iss: 'https://elsewhere.example' })],
  ['of another issuer, signed by its key', () => signed(theirs.privateKey, { kid: 'theirs' }, { iss: 'https://elsewhere.example' })],
  ['of no issuer', () => byUs({}, { iss: undefined })],
  ['under a key id that there is not', () => byUs({ kid: 'x' }, {})],
  ['that brings its key (jwk)', async () => signed(theirs.privateKey, { kid: undefined, jwk: await exportJWK(theirs.publicKey) })],
  ['that says where its key is (jku)', () => signed(theirs.privateKey, { jku: 'https://elsewhere.example/keys' })],
  ['that brings a certificate (x5c)', () => signed(theirs.privateKey, { x5c: ['MIIB'] })],
  ['an ID token', () => byUs({ typ: 'JWT' }, {})],
  ['of another tenant', () => byUs({}, { tenant: 'other' })],
  ['of nobody', () => byUs({}, { sub: undefined })],
  ['of the system', () => byUs({}, { roles: ['system'] })],
  ['of a key, without its limits', () => byUs({}, { key_id: 'x' })],
  ['no token at all', () => 'x.y.z'],
])('%s: 401 from a service and through the gateway', async (_what, make) => {
  const token = await make();
  for (const origin of [world.directoryUrl, world.origin]) {
    expect(await ask(token, origin)).toMatchObject({ status: 401, body: { code: 'access.unauthenticated' } });
  }
  // What the gateway answers itself as well.
  expect((await world.send('GET', '/v1/whoami', `Bearer ${token}`)).status).toBe(401);
});

describe('outside of a sandbox', () => {
  it('nobody signs in as anybody, neither through the gateway nor beside it', async () => {
    for (const origin of [world.origin, world.directoryUrl]) {
      expect(await world.send('POST', '/v1/sandbox/sessions', undefined, { body: { personId: rep.id } }, origin)).toMatchObject({ status: 404 });
      expect((await world.send('GET', '/v1/sandbox/people', undefined, {}, origin)).status).toBe(404);
      expect((await world.send('POST', '/v1/sandbox/time/advance', rep.name, { body: { by: 'P1D' } }, origin)).status).toBe(404);
    }
    expect((await world.send('GET', '/')).body).not.toContain('/v1/sandbox');
  });

  it('no token of a sandbox is taken, though its key lies in the database', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    await world.database.query('INSERT INTO sandbox_signing_key (private_key) VALUES ($1)', [await exportPKCS8(privateKey)]);
    const kid = await calculateJwkThumbprint(await exportJWK(publicKey));
    for (const key of [kid, jwk.kid, undefined]) expect((await ask(await signed(privateKey, { kid: key }), world.origin)).status).toBe(401);
    const { keys } = (await world.send('GET', '/.well-known/jwks.json')).body;
    expect(keys.map(({ x }: JWK) => x)).not.toContain((await exportJWK(publicKey)).x);
  });

  it('what is between the services is not reached through the gateway', async () => {
    expect((await world.send('POST', '/internal/access-tokens', undefined, { body: { credential: 'x' } })).status).toBe(404);
    expect((await world.send('POST', '/internal/access-tokens', undefined, { body: { credential: 'x' } }, world.directoryUrl)).status).toBe(401);
  });
});
