import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { SettingsOf } from '@throughline/config/settings';
import { portOf } from '@throughline/http/create-service-app';
import { fastifyServer } from '@throughline/http/fastify-server';
import { sendProblem } from '@throughline/http/problem.filter';
import { rootLogger } from '@throughline/observability/logger';
import type { FastifyInstance } from 'fastify';

import { boot } from './main';
import { limitRequests } from './rate-limit/limit-requests';
import { TokenBuckets } from './rate-limit/token-buckets';

const nowhere = 'http://127.0.0.1:1';
/** Answers whom the gateway says that it speaks for. */
const leads = createServer((request, response) => response.end(String(request.headers['x-forwarded-for'])));
const apps: Awaited<ReturnType<typeof boot>>[] = [];

async function gateway(proxies?: string[]): Promise<(forwarded?: string) => Promise<string>> {
  const settings: SettingsOf<'gateway'> = {
    NODE_ENV: 'test', THROUGHLINE_TENANT: 'demo', THROUGHLINE_SANDBOX: false, HOST: '127.0.0.1', LOG_LEVEL: 'silent', OTEL_EXPORTER_OTLP_ENDPOINT: undefined,
    TOKEN_ISSUER: 'http://issuer.test', TOKEN_AUDIENCE: 'throughline', JWKS_URL: nowhere, GATEWAY_PORT: 0, PUBLIC_URL: 'http://127.0.0.1:8080', TRUSTED_PROXIES: proxies, DATABASE_URL_SANDBOX: undefined,
    TEMPORAL_ADDRESS: '127.0.0.1:1', TEMPORAL_NAMESPACE: 'throughline', DIRECTORY_URL: nowhere, LEADS_URL: `http://127.0.0.1:${(leads.address() as AddressInfo).port}`,
    OPPORTUNITIES_URL: nowhere, CONTRACTS_URL: nowhere, COLLECTIONS_URL: nowhere, WORKLIST_URL: nowhere, WORKER_URL: nowhere,
  };
  const app = await boot(settings);
  apps.push(app);
  return async (forwarded) => {
    const headers = forwarded === undefined ? undefined : { 'x-forwarded-for': forwarded };
    const answer = await fetch(`http://127.0.0.1:${portOf(app)}/v1/forms/form_x/leads`, { method: 'POST', ...(headers && { headers }) });
    return answer.text();
  };
}

/** A gateway's limit of three for each caller, never refilled: what the requests with these headers are answered. */
async function limited(proxies: string[], forwarded: string[]): Promise<number[]> {
  const server = fastifyServer('gateway', rootLogger('gateway'), proxies).getInstance() as unknown as FastifyInstance;
  const buckets = new TokenBuckets({ perSecond: 0.001, burst: 3 }, () => 0);
  server.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, rootLogger('gateway')));
  server.get('/', { preHandler: limitRequests(buckets, { verify: () => Promise.reject(new Error('no token is sent')) }) }, () => ({}));
  const statuses: number[] = [];
  for (const header of forwarded) statuses.push((await server.inject({ url: '/', remoteAddress: '127.0.0.1', headers: { 'x-forwarded-for': header } })).statusCode);
  await server.close();
  return statuses;
}

beforeAll(async () => {
  process.env.LOG_LEVEL = 'silent';
  await new Promise<void>((resolve) => leads.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await Promise.all(apps.map((app) => app.close()));
  leads.close();
});

it('believes nobody who is not named: who invents addresses is one caller all the same', async () => {
  for (const proxies of [undefined, ['10.0.0.0/8', '127.0.0.2']]) {
    const ask = await gateway(proxies);
    expect(await ask('203.0.113.9')).toBe('127.0.0.1');
  }
  for (const proxies of [[], ['10.0.0.0/8', '127.0.0.2']]) {
    expect(await limited(proxies, [1, 2, 3, 4, 5].map((n) => `203.0.113.${n}`))).toEqual([200, 200, 200, 429, 429]);
  }
});

it('takes from a named proxy the last address that is no proxy, whatever the caller has put before it', async () => {
  const ask = await gateway(['127.0.0.0/8', 'fd00::/8']);
  expect(await ask('203.0.113.9')).toBe('203.0.113.9');
  expect(await ask('1.2.3.4, 203.0.113.9')).toBe('203.0.113.9');
  expect(await ask('203.0.113.9, fd00::7, 127.0.0.5')).toBe('203.0.113.9');
  expect(await ask('2001:db8::1')).toBe('2001:db8::1');
  for (const none of [undefined, '', 'unknown', '1.2.3.4, <script>']) expect([none, await ask(none)]).toEqual([none, '127.0.0.1']);
});

it('counts each caller behind a named proxy by himself, and an invented one not at all', async () => {
  const invented = [1, 2, 3, 4].map((n) => `198.51.100.${n}, 203.0.113.1`);
  expect(await limited(['127.0.0.1'], [...invented, '203.0.113.2'])).toEqual([200, 200, 200, 429, 200]);
});
