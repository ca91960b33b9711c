import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { exportJWK, generateKeyPair, SignJWT, type JWK, type KeyLike } from 'jose';

import type { Principal } from '@throughline/access/principal';
import { ACCESS_TOKEN_TYPE, claimsOf } from '@throughline/access/token-verifier';
import type { SettingsOf } from '@throughline/config/settings';
import { portOf } from '@throughline/http/create-service-app';

import { boot } from './main';

interface Heard {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

const listen = async (handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<{ server: Server; url: string }> => {
  const server = createServer(handle).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

const nowhere = 'http://127.0.0.1:1';
const ann: Principal = { personId: 'ann', name: 'Ann', roles: ['sales-rep'], unitPath: '1.2.', tenant: 'demo' };

describe('the gateway', () => {
  let app: Awaited<ReturnType<typeof boot>>;
  let leads: Awaited<ReturnType<typeof listen>>;
  let keys: Awaited<ReturnType<typeof listen>>;
  let origin: string;
  let privateKey: KeyLike;
  let heard: Heard[] = [];
  let leadsReady = true;

  const token = (who: Principal) =>
    new SignJWT(claimsOf(who)).setProtectedHeader({ alg: 'ES256', typ: ACCESS_TOKEN_TYPE }).setIssuer('http://issuer.test').setAudience('throughline')
      .setSubject(who.personId).setNotBefore('0s').setExpirationTime('5m').sign(privateKey);

  beforeAll(async () => {
    process.env.LOG_LEVEL = 'silent';
    const pair = await generateKeyPair('ES256');
    privateKey = pair.privateKey;
    const jwk: JWK = await exportJWK(pair.publicKey);
    keys = await listen((_request, response) => response.end(JSON.stringify({ keys: [jwk] })));
    leads = await listen((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        heard.push({ method: request.method!, url: request.url!, headers: request.headers, body: Buffer.concat(chunks).toString() });
        if (request.url === '/health/ready') return response.writeHead(leadsReady ? 200 : 503).end(JSON.stringify({ status: 'x', checks: { kafka: { ok: leadsReady, reason: 'no broker' } } }));
        if (request.url === '/openapi.json') return response.end(JSON.stringify({ openapi: '3.1.0', info: {}, paths: { '/v1/leads': {} }, components: { schemas: { Lead: {} } } }));
        if (request.url === '/v1/leads/slow-death') return response.destroy();
        response.writeHead(418, { 'content-type': 'application/problem+json', etag: '"7"', 'x-powered-by': 'leads' }).end('{"code":"lead.teapot"}');
      });
    });
    const settings: SettingsOf<'gateway'> = {
      NODE_ENV: 'test', THROUGHLINE_TENANT: 'demo', THROUGHLINE_SANDBOX: false, HOST: '127.0.0.1', LOG_LEVEL: 'silent', OTEL_EXPORTER_OTLP_ENDPOINT: undefined,
      TOKEN_ISSUER: 'http://issuer.test', TOKEN_AUDIENCE: 'throughline', JWKS_URL: keys.url, GATEWAY_PORT: 0, PUBLIC_URL: 'http://127.0.0.1:8080', TRUSTED_PROXIES: undefined, DATABASE_URL_SANDBOX: undefined,
      TEMPORAL_ADDRESS: '127.0.0.1:1', TEMPORAL_NAMESPACE: 'throughline',
      DIRECTORY_URL: nowhere, LEADS_URL: leads.url, OPPORTUNITIES_URL: nowhere, CONTRACTS_URL: nowhere, COLLECTIONS_URL: nowhere, WORKLIST_URL: nowhere, WORKER_URL: nowhere,
    };
    app = await boot(settings);
    origin = `http://127.0.0.1:${portOf(app)}`;
  });

  afterAll(async () => {
    await app?.close();
    leads?.server.close();
    keys?.server.close();
  });

  beforeEach(() => {
    heard = [];
    leadsReady = true;
  });

  it('passes a request on to its service and the answer back, both as they are', async () => {
    const response = await fetch(`${origin}/v1/leads/7/claim?x=1&y=%20`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k1', 'if-match': '"6"', authorization: 'Bearer x', 'x-correlation-id': 'c-1' },
      body: '{"a" : 1}',
    });
    expect([response.status, response.headers.get('etag'), await response.text()]).toEqual([418, '"7"', '{"code":"lead.teapot"}']);
    expect(heard).toMatchObject([{ method: 'POST', url: '/v1/leads/7/claim?x=1&y=%20', body: '{"a" : 1}' }]);
    expect(heard[0]!.headers).toMatchObject({ 'idempotency-key': 'k1', 'if-match': '"6"', authorization: 'Bearer x', 'x-correlation-id': 'c-1', traceparent: expect.stringMatching(/^00-/) });
  });

  it('streams what is no JSON', async () => {
    const form = new FormData();
    form.append('file', new Blob(['a'.repeat(3_000_000)]), 'leads.csv');
    const response = await fetch(`${origin}/v1/lead-imports`, { method: 'POST', body: form });
    expect(response.status).toBe(418);
    expect(heard[0]!.body.length).toBeGreaterThan(3_000_000);
    expect(heard[0]!.headers['content-type']).toContain('multipart/form-data; boundary=');
  });

  it.each([
    ['of known length', () => 'x'.repeat(1_100_000)],
    ['of unknown length', () => new Blob(['x'.repeat(4_000_000)]).stream()],
  ])('answers for too long a body %s itself, every time', async (_what, body) => {
    for (let time = 0; time < 20; time += 1) {
      const response = await fetch(`${origin}/v1/leads`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: body(), duplex: 'half' } as RequestInit);
      expect(await response.json()).toMatchObject({ status: 413, code: 'request.body_too_large' });
    }
    expect(heard).toEqual([]);
  });

  it('keeps the headers of one connection and those of a pretended proxy to itself', async () => {
    const headers = { 'x-forwarded-for': '1.2.3.4', forwarded: 'for=1.2.3.4', te: 'trailers', 'keep-alive': '5', 'proxy-authorization': 'x' };
    await new Promise<void>((resolve) => get(`${origin}/v1/leads`, { headers }, (response) => response.resume().on('end', resolve)));
    for (const name of ['forwarded', 'te', 'keep-alive', 'proxy-authorization']) expect(heard[0]!.headers).not.toHaveProperty(name);
    // Who called, as the gateway sees it: public forms count by that.
    expect(heard[0]!.headers['x-forwarded-for']).toBe('127.0.0.1');
  });

  it('lets a browser ask whether a page may send a form, and nothing else', async () => {
    const asked = async (path: string) => (await fetch(`${origin}${path}`, { method: 'OPTIONS', headers: { origin: 'https://a.example' } })).status;
    expect(await asked('/v1/forms/form_x/leads')).not.toBe(404);
    expect(heard.map(({ url, method }) => [method, url])).toEqual([['OPTIONS', '/v1/forms/form_x/leads']]);
    expect(await asked('/v1/leads')).toBe(404);
    expect(heard).toHaveLength(1);
  });

  it.each([
    ['that is down', '/v1/tasks', 'GET'],
    ['that is down, for a change', '/v1/tasks/1/decide', 'POST'],
    ['that dies while it answers', '/v1/leads/slow-death', 'GET'],
  ])('answers for a service %s with a problem, once', async (_what, path, method) => {
    const response = await fetch(`${origin}${path}`, { method });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await response.json()).toMatchObject({ code: 'unavailable.upstream', instance: path });
    expect(heard.length).toBeLessThanOrEqual(1);
  });

  it.each(['/internal/quiet', '/v1/leads/../../internal/quiet', '/v1/leadsx', '/v1/nothing', '/assets/../src/main.ts', '/assets/%2e%2e/set-password.css', '/console.json', '/index.html', '/.vite/manifest.json', '/nowhere', '/v1/sandbox/time'])(
    'does not pass on %s',
    async (path) => {
      const response = await fetch(`${origin}${path}`, { headers: { authorization: `Bearer ${await token(ann)}` } });
      expect(await response.json()).toMatchObject({ status: 404, code: 'request.not_found' });
      expect(heard).toEqual([]);
    },
  );

  it('says who one is', async () => {
    const response = await fetch(`${origin}/v1/whoami`, { headers: { authorization: `Bearer ${await token(ann)}` } });
    expect(await response.json()).toEqual(ann);
    const narrowed: Principal = { ...ann, only: { [ann.roles[0]!]: { product: ['pump'] } } };
    expect(await (await fetch(`${origin}/v1/whoami`, { headers: { authorization: `Bearer ${await token(narrowed)}` } })).json()).toEqual(narrowed);
    expect((await fetch(`${origin}/v1/whoami`)).status).toBe(401);
  });

  it('slows down who asks too often, by person and not by token', async () => {
    const bob = { ...ann, personId: 'bob' };
    const ask = async (bearer: string) => fetch(`${origin}/v1/leads`, { headers: { authorization: `Bearer ${bearer}` } });
    const tokens = await Promise.all([token(bob), token({ ...bob, name: 'Robert' })]);
    const answers = await Promise.all(Array.from({ length: 400 }, (_, i) => ask(tokens[i % 2]!)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(10);
    expect(refused[0]!.headers.get('retry-after')).toBe('1');
    expect(await refused[0]!.json()).toMatchObject({ code: 'request.rate_limited' });
    expect((await ask(await token(ann))).status).toBe(418);
  });

  it('is ready when all behind it is, and names who is not', async () => {
    leadsReady = false;
    const response = await fetch(`${origin}/health/ready`);
    const { checks } = (await response.json()) as { checks: Record<string, { ok: boolean; reason?: string }> };
    expect(response.status).toBe(503);
    expect(Object.keys(checks).sort()).toEqual(['collections', 'contracts', 'directory', 'leads', 'opportunities', 'worker', 'worklist']);
    expect(checks.leads).toEqual({ ok: false, reason: 'kafka: no broker' });
    expect(checks.worker!.ok).toBe(false);
    expect((await fetch(`${origin}/health/live`)).status).toBe(200);
  });

  it('tells operators what is well and what is not, also of what does not answer', async () => {
    const look = async (who: Principal) => (await fetch(`${origin}/v1/doctor/gateway`, { headers: { authorization: `Bearer ${await token(who)}` } })).json();
    expect(await look(ann)).toMatchObject({ code: 'access.denied' });
    const { service, findings } = (await look({ ...ann, personId: 'olga', roles: ['operator'] })) as { service: string; findings: unknown[] };
    expect(service).toBe('gateway');
    expect(findings).toContainEqual({ check: 'service', about: 'leads', ok: true, count: null, detail: null });
    expect(findings).toContainEqual({ check: 'service', about: 'contracts', ok: false, count: null, detail: expect.stringContaining('ECONNREFUSED') });
    for (const [check, peer] of [['notices', 'worklist'], ['comparison', 'worker']]) {
      expect(findings).toContainEqual({ check, about: null, ok: false, count: null, detail: expect.stringContaining(`${peer}: `) });
    }
  });

  it('merges the documents of those that answer', async () => {
    const document = (await (await fetch(`${origin}/openapi.json`)).json()) as { paths: object; components: { schemas: object } };
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/v1/whoami', '/v1/leads']));
    expect(document.components.schemas).toHaveProperty('LeadsLead');
  });

  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/inbox', 'text/html; charset=utf-8'],
    ['/tasks/0192d3a0-0000-7000-8000-000000000001', 'text/html; charset=utf-8'],
    ['/docs', 'text/html; charset=utf-8'],
    ['/set-password', 'text/html; charset=utf-8'],
    ['/forgot-password', 'text/html; charset=utf-8'],
    ['/assets/forgot-password.js', 'text/javascript; charset=utf-8'],
    ['/assets/set-password.js', 'text/javascript; charset=utf-8'],
    ['/assets/set-password.css', 'text/css; charset=utf-8'],
    ['/assets/swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
  ])('serves %s without room for foreign scripts', async (path, type) => {
    const response = await fetch(`${origin}${path}`);
    const text = await response.text();
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self';");
    if (type.startsWith('text/html')) expect(text).not.toMatch(/<script(?![^>]*src=)|\son\w+=|style=/);
  });

  it("serves the console's page with another nonce each time, and its files compressed and for ever", async () => {
    const pages = await Promise.all([1, 2].map(async () => (await fetch(`${origin}/`)).headers.get('content-security-policy')!));
    expect(new Set(pages).size).toBe(2);
    const page = await (await fetch(`${origin}/`)).text();
    expect(page).not.toMatch(/THROUGHLINE_(NONCE|MODE)/);
    const [, script] = /src="(\/assets\/[^"]+\.js)"/.exec(page)!;
    const files = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, file]) => file!);
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) {
      const { headers } = await fetch(`${origin}${file}`, { headers: { 'accept-encoding': 'gzip' } });
      expect([file, Object.fromEntries(headers)]).toEqual([file, expect.objectContaining({ 'cache-control': 'public, max-age=31536000, immutable', 'content-encoding': 'gzip' })]);
    }
    const response = await fetch(`${origin}${script}`, { headers: { 'accept-encoding': 'gzip' } });
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await response.text()).toBe(await (await fetch(`${origin}${script}`, { headers: { 'accept-encoding': 'identity' } })).text());
  });
});
