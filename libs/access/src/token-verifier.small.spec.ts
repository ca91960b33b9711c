import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type JWK, type KeyLike } from 'jose';

import type { Principal } from './principal';
import { claimsOf, TokenVerifier } from './token-verifier';

const issuer = 'http://issuer.test';
const audience = 'throughline';
const ann: Principal = { personId: 'p1', name: 'Ann', roles: ['sales-rep'], unitPath: '1.2.', tenant: 'demo' };

interface Variant {
  claims?: Record<string, unknown>;
  header?: Record<string, unknown>;
  issuer?: string;
  audience?: string | string[];
  subject?: string | null;
  expires?: number | null;
  notBefore?: number | null;
  key?: KeyLike | Uint8Array;
}

let ours: { publicKey: KeyLike; privateKey: KeyLike };
let theirs: { publicKey: KeyLike; privateKey: KeyLike };
let jwk: JWK;

const now = () => Math.floor(Date.now() / 1000);

function token(variant: Variant = {}): Promise<string> {
  const { claims = claimsOf(ann), header = {}, key = ours.privateKey } = variant;
  const jwt = new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: 'k1', ...header } as never);
  jwt.setIssuer(variant.issuer ?? issuer).setAudience(variant.audience ?? audience);
  if (variant.subject !== null) jwt.setSubject(variant.subject ?? 'p1');
  if (variant.expires !== null) jwt.setExpirationTime(variant.expires ?? now() + 300);
  if (variant.notBefore !== null) jwt.setNotBefore(variant.notBefore ?? now());
  return jwt.sign(key);
}

beforeAll(async () => {
  [ours, theirs] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  jwk = { ...(await exportJWK(ours.publicKey)), kid: 'k1', use: 'sig' };
});

const verifier = () => new TokenVerifier({ issuer, audience, jwks: { keys: [jwk] }, tenant: 'demo' });

describe('a token', () => {
  it('of ours names its principal', async () => {
    expect(await verifier().verify(await token())).toEqual(ann);
  });

  it('says what roles are narrowed to; of which we do not understand it, it is none', async () => {
    const narrowed: Principal = { ...ann, only: { 'sales-rep': { region: ['north'], product: ['pump'] } } };
    expect(await verifier().verify(await token({ claims: claimsOf(narrowed) }))).toEqual(narrowed);
    const strange = { ...claimsOf(ann), only: { 'sales-rep': { colour: ['red'] } } };
    await expect(verifier().verify(await token({ claims: strange }))).rejects.toMatchObject({ code: 'access.unauthenticated' });
  });

  it('may be a minute out of date', async () => {
    await expect(verifier().verify(await token({ expires: now() - 50, notBefore: now() + 50 }))).resolves.toEqual(ann);
  });

  const bad: [string, () => Promise<string> | string][] = [
    ['without a signature', () => new UnsecuredJWT({ ...claimsOf(ann), sub: 'p1', exp: now() + 300, nbf: now(), iss: issuer, aud: audience }).encode()],
    ['signed by the public key as a secret', async () => token({ header: { alg: 'HS256' }, key: new TextEncoder().encode(await exportSPKI(ours.publicKey)) })],
    ['signed by our key with a method that is not on the list', () => token({ header: { alg: 'RS512' } })],
    ['of another issuer', () => token({ issuer: 'http://elsewhere.test' })],
    ['for another audience', () => token({ audience: 'other' })],
    ['of another type', () => token({ header: { typ: 'JWT' } })],
    ['of no type', () => token({ header: { typ: undefined } })],
    ['that is an ID token', () => token({ header: { typ: 'id+jwt' } })],
    ['that has expired', () => token({ expires: now() - 61 })],
    ['that never expires', () => token({ expires: null })],
    ['of the future', () => token({ notBefore: now() + 120 })],
    ['without a beginning', () => token({ notBefore: null })],
    ['of nobody', () => token({ subject: null })],
    ['with an unknown key id', () => token({ header: { kid: 'k2' } })],
    ['signed by another key under our key id', () => token({ key: theirs.privateKey })],
    ['that brings its own key', async () => token({ key: theirs.privateKey, header: { jwk: await exportJWK(theirs.publicKey) } })],
    ['that says where its key is', () => token({ key: theirs.privateKey, header: { jku: 'http://elsewhere.test/jwks.json' } })],
    ['with a critical header that we do not know', async () => {
      const [head, ...rest] = (await token()).split('.');
      const header = { ...JSON.parse(Buffer.from(head!, 'base64url').toString()), crit: ['x'], x: 1 };
      return [Buffer.from(JSON.stringify(header)).toString('base64url'), ...rest].join('.');
    }],
    ['with a changed body', async () => {
      const [head, , signature] = (await token()).split('.');
      const body = { ...claimsOf({ ...ann, roles: ['admin'] }), sub: 'p1', iss: issuer, aud: audience, exp: now() + 300, nbf: now() };
      return [head, Buffer.from(JSON.stringify(body)).toString('base64url'), signature].join('.');
    }],
    ['of another tenant', () => token({ claims: claimsOf({ ...ann, tenant: 'other' }) })],
    ['without a tenant', () => token({ claims: { name: 'Ann' } })],
    ['that claims to be the system', () => token({ claims: claimsOf({ ...ann, roles: ['system'] }) })],
    ['with an unknown role', () => token({ claims: { ...claimsOf(ann), roles: ['owner'] } })],
    ['that is no token', () => 'a.b.c'],
    ['that is empty', () => ''],
  ];
  it.each(bad)('%s is refused', async (_what, make) => {
    await expect(verifier().verify(await make())).rejects.toMatchObject({ code: 'access.unauthenticated' });
  });

  it('is remembered by the whole token, not by its claims', async () => {
    const subject = verifier();
    const good = await token();
    await subject.verify(good);
    await expect(subject.verify(`${good.slice(0, -4)}AAAA`)).rejects.toMatchObject({ code: 'access.unauthenticated' });
    await expect(subject.verify(good)).resolves.toEqual(ann);
  });
});

describe('the keys', () => {
  let server: Server;
  let keys: JWK[] | undefined;
  let url: URL;

  beforeAll(async () => {
    server = createServer((_request, response) => response.writeHead(keys ? 200 : 500).end(JSON.stringify({ keys }))).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`);
  });
  afterAll(() => server.close());

  const remote = (jwks: URL) => new TokenVerifier({ issuer, audience, jwks, tenant: 'demo' });

  it('that do not answer are an outage, not a bad token', async () => {
    keys = undefined;
    await expect(remote(url).verify(await token())).rejects.toMatchObject({ code: 'unavailable.keys' });
    await expect(remote(new URL('http://127.0.0.1:1/')).verify(await token())).rejects.toMatchObject({ code: 'unavailable.keys' });
  });

  it('are read from the configured address and kept while it is away', async () => {
    keys = [jwk];
    const subject = remote(url);
    await expect(subject.verify(await token())).resolves.toEqual(ann);
    keys = undefined;
    await expect(subject.verify(await token({ expires: now() + 200 }))).resolves.toEqual(ann);
  });
});
