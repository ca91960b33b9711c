import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

import { Body, Controller, Delete, Get, Module, Patch, Post, Query } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

import type { Principal } from '@throughline/access/principal';
import { accessErrors, concurrencyErrors, requestErrors } from '@throughline/errors/common-errors';
import { currentContext } from '@throughline/observability/context';

import { createServiceApp, portOf, type ServerSettings } from './create-service-app';
import { Answers, CurrentPrincipal, IdParam, IfMatch, Public, Requires, Versioned } from './decorators';
import { pageOf, pageQuery, parseCursor, type Page } from './page';

class NewThing extends createZodDto(z.object({ name: z.string().min(1), lines: z.array(z.object({ amount: z.string() })).optional() })) {}
class Thing extends createZodDto(z.object({ id: z.uuid(), name: z.string(), version: z.int() })) {}
class ListThings extends createZodDto(z.object({ ...pageQuery })) {}

const known = '0192d3a0-0000-7000-8000-000000000001';
const unknown = '0192d3a0-0000-7000-8000-0000000000ff';

@Controller('v1/things')
class ThingsController {
  @Get()
  @Requires('read', 'lead')
  list(@Query() query: ListThings): Page<number> {
    const [after] = parseCursor('things', query.cursor, z.tuple([z.int()])) ?? [0];
    const rows = [1, 2, 3, 4, 5].filter((n) => n > after).slice(0, query.limit + 1);
    return pageOf('things', rows, query.limit, (n) => [n], (n) => n);
  }

  @Get('boom')
  boom(): never {
    throw new Error('SELECT secret FROM people');
  }

  @Get('database-away')
  databaseAway(): never {
    throw Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' });
  }

  @Get('slow')
  @Public()
  async slow() {
    await pause(700);
    return { done: true };
  }

  @Get('never')
  @Public()
  never() {
    return new Promise(() => undefined);
  }

  @Get('open')
  @Public()
  open() {
    return { open: true };
  }

  @Get('advance')
  @Requires('advance', 'sandbox-time')
  advance() {
    return {};
  }

  @Get(':id')
  @Versioned()
  @Answers(200, Thing)
  read(@IdParam('id') id: string) {
    if (id !== known) throw requestErrors.not_found();
    return { id, name: 'a thing', version: 7 };
  }

  @Post()
  @Answers(201, Thing)
  create(@Body() body: NewThing, @CurrentPrincipal() by: Principal) {
    return { body, by: by.personId, context: currentContext() };
  }

  @Patch(':id')
  @Versioned()
  change(@IdParam('id') id: string, @IfMatch() version: number) {
    if (version !== 7) throw concurrencyErrors.version_mismatch({ data: { currentVersion: 7 } });
    return { id, name: 'changed', version: 8 };
  }

  @Delete(':id')
  @Answers(204)
  remove() {}
}

@Module({ controllers: [ThingsController] })
class ThingsModule {}

const settings: ServerSettings = {
  NODE_ENV: 'test',
  HOST: '127.0.0.1',
  THROUGHLINE_SANDBOX: false,
  THROUGHLINE_TENANT: 'demo',
  TOKEN_ISSUER: 'http://issuer.test',
  TOKEN_AUDIENCE: 'throughline',
  JWKS_URL: 'http://127.0.0.1:1/jwks.json',
};
const rep: Principal = { personId: 'p1', name: 'Rep', roles: ['sales-rep'], unitPath: '1.2.', tenant: 'demo' };

describe('a service over HTTP', () => {
  let app: NestFastifyApplication;
  let origin: string;

  beforeAll(async () => {
    process.env.LOG_LEVEL = 'silent';
    const verifier = {
      verify: async (token: string) => {
        if (token !== 'good') throw accessErrors.unauthenticated();
        return rep;
      },
    };
    app = await createServiceApp(ThingsModule, { service: 'things', port: 0, settings, verifier });
    origin = `http://127.0.0.1:${portOf(app)}`;
  });

  afterAll(() => app.close());

  async function call(method: string, path: string, { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {}) {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: { authorization: 'Bearer good', ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
  }

  it.each([
    ['no token', 'GET', `/v1/things/${known}`, { headers: { authorization: '' } }, 401, 'access.unauthenticated'],
    ['a bad token', 'GET', `/v1/things/${known}`, { headers: { authorization: 'Bearer bad' } }, 401, 'access.unauthenticated'],
    ['another scheme', 'GET', `/v1/things/${known}`, { headers: { authorization: 'Basic good' } }, 401, 'access.unauthenticated'],
    ['a missing right', 'GET', '/v1/things/advance', {}, 403, 'access.denied'],
    ['an unknown route', 'GET', '/v1/nothing', {}, 404, 'request.not_found'],
    ['an unknown method', 'PUT', '/v1/things', { body: {} }, 404, 'request.not_found'],
    ['an unknown id', 'GET', `/v1/things/${unknown}`, {}, 404, 'request.not_found'],
    ['an id of another form', 'GET', '/v1/things/17', {}, 400, 'request.invalid'],
    ['a broken address', 'GET', '/v1/things/%E0%A4%A', {}, 400, 'request.invalid'],
    ['a wrong type', 'POST', '/v1/things', { body: { name: 7 } }, 400, 'request.invalid'],
    ['no body', 'POST', '/v1/things', {}, 400, 'request.invalid'],
    ['an empty body', 'POST', '/v1/things', { body: '' }, 400, 'request.invalid'],
    ['an array for a body', 'POST', '/v1/things', { body: [] }, 400, 'request.invalid'],
    ['an unknown key', 'POST', '/v1/things', { body: { name: 'x', cost: 1 } }, 400, 'request.invalid'],
    ['an unknown key deep inside', 'POST', '/v1/things', { body: { name: 'x', lines: [{ amount: '1', cost: 1 }] } }, 400, 'request.invalid'],
    ['an unknown query key', 'GET', '/v1/things?owner=me', {}, 400, 'request.invalid'],
    ['a page over the limit', 'GET', '/v1/things?limit=1000', {}, 400, 'request.invalid'],
    ['malformed JSON', 'POST', '/v1/things', { body: '{"name":' }, 400, 'request.invalid'],
    ['a poisoned prototype', 'POST', '/v1/things', { body: '{"name":"x","__proto__":{}}' }, 400, 'request.invalid'],
    ['text', 'POST', '/v1/things', { body: 'name', headers: { 'content-type': 'text/plain' } }, 415, 'request.unsupported_media_type'],
    ['a form', 'POST', '/v1/things', { body: 'name=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415, 'request.unsupported_media_type'],
    ['too large a body', 'POST', '/v1/things', { body: { name: 'x'.repeat(1_100_000) } }, 413, 'request.body_too_large'],
    ['a cursor of our own making', 'GET', '/v1/things?cursor=WzFd.abc', {}, 400, 'request.invalid'],
    ['no If-Match', 'PATCH', `/v1/things/${known}`, { body: {} }, 428, 'concurrency.version_required'],
    ['an If-Match that is no version', 'PATCH', `/v1/things/${known}`, { body: {}, headers: { 'if-match': 'W/"7"' } }, 400, 'request.invalid'],
    ['an old If-Match', 'PATCH', `/v1/things/${known}`, { body: {}, headers: { 'if-match': '"6"' } }, 412, 'concurrency.version_mismatch'],
    ['too long an idempotency key', 'POST', '/v1/things', { body: { name: 'x' }, headers: { 'idempotency-key': 'k'.repeat(256) } }, 400, 'request.invalid'],
    ['a database that is away', 'GET', '/v1/things/database-away', {}, 503, 'unavailable.database'],
    ['a defect', 'GET', '/v1/things/boom', {}, 500, 'unexpected.internal'],
  ] as const)('answers %s with a problem', async (_what, method, path, options, status, code) => {
    const answer = await call(method, path, options);
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ type: `urn:throughline:problem:${code}`, status, title: expect.any(String), correlationId: expect.any(String) });
    expect(JSON.stringify(answer.body)).not.toMatch(/at \w+.*\.ts|SELECT|ECONNREFUSED|node_modules/);
    if (status === 503) expect(answer.headers.get('retry-after')).toBe('5');
  });

  it('answers what is no HTTP with a problem', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      let heard = '';
      const socket = connect(portOf(app), '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
      socket.on('data', (data) => (heard += String(data))).on('end', () => resolve(heard)).on('error', reject);
    });
    expect(text).toContain('request.invalid');
  });

  it('names each faulty field', async () => {
    const { body } = await call('POST', '/v1/things', { body: { name: '', lines: [{ amount: 1, cost: 2 }] } });
    expect(body.errors.map(({ field, code }: { field: string; code: string }) => [field, code])).toEqual([
      ['name', 'too_small'],
      ['lines.0.amount', 'invalid_type'],
      ['lines.0.cost', 'unknown_field'],
    ]);
  });

  it('asks for no sign-in where the route is public', async () => {
    expect((await call('GET', '/v1/things/open', { headers: { authorization: '' } })).body).toEqual({ open: true });
  });

  it('gives the command who asks, with what id, trace and idempotency key', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const headers = { 'x-correlation-id': 'deal-1', traceparent, 'idempotency-key': 'k1' };
    const first = await call('POST', '/v1/things', { body: { name: 'x' }, headers });
    expect(first.status).toBe(201);
    expect(first.headers.get('x-correlation-id')).toBe('deal-1');
    expect(first.body).toMatchObject({
      by: 'p1',
      context: {
        correlationId: 'deal-1',
        traceparent,
        principal: { personId: 'p1', authType: 'user' },
        idempotency: { key: 'k1', personId: 'p1', route: 'POST /v1/things' },
      },
    });
    const other = await call('POST', '/v1/things', { body: { name: 'y' }, headers });
    expect(other.body.context.idempotency.requestHash).not.toBe(first.body.context.idempotency.requestHash);
  });

  it('makes ids where none or bad ones are sent', async () => {
    const { body } = await call('POST', '/v1/things', { body: { name: 'x' }, headers: { 'x-correlation-id': 'a b\tc', traceparent: 'nonsense' } });
    expect(body.context.correlationId).toMatch(/^[0-9a-f-]{36}$/);
    expect(body.context.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  });

  it('sends the version as ETag and spares the body of what is known', async () => {
    const first = await call('GET', `/v1/things/${known}`);
    expect(first.headers.get('etag')).toBe('"7"');
    for (const header of ['"7"', 'W/"7"', '"6", "7"', '*']) {
      const again = await call('GET', `/v1/things/${known}`, { headers: { 'if-none-match': header } });
      expect([header, again.status, again.headers.get('etag'), again.body]).toEqual([header, 304, '"7"', undefined]);
    }
    for (const header of ['"6"', '7', '"77"', 'nonsense']) expect((await call('GET', `/v1/things/${known}`, { headers: { 'if-none-match': header } })).status).toBe(200);
    const changed = await call('PATCH', `/v1/things/${known}`, { body: {}, headers: { 'if-match': '"7"' } });
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"8"']);
  });

  it('pages through a list by cursor', async () => {
    const first = await call('GET', '/v1/things?limit=2');
    const second = await call('GET', `/v1/things?limit=2&cursor=${first.body.next}`);
    const third = await call('GET', `/v1/things?limit=2&cursor=${second.body.next}`);
    expect([first.body.items, second.body.items, third.body]).toEqual([[1, 2], [3, 4], { items: [5] }]);
  });

  it('tells that it lives, whether it is ready, its metrics and its document, without sign-in', async () => {
    const bare = { headers: { authorization: '' } };
    expect((await call('GET', '/health/live', bare)).body).toEqual({ status: 'up', service: 'things' });
    expect((await call('GET', '/health/ready', bare)).body).toEqual({ status: 'up', service: 'things', checks: {} });
    expect(await (await fetch(`${origin}/metrics`)).text()).toContain('throughline_http_seconds_bucket');
    const { body } = await call('GET', '/openapi.json', bare);
    expect(body.openapi).toBe('3.1.0');
    expect(body.paths['/v1/things'].post.responses.default.content['application/problem+json']).toBeDefined();
    expect(body.components.schemas.NewThing).toMatchObject({ required: ['name'] });
  });

  it('hides the state of work outside the sandbox', async () => {
    expect((await call('GET', '/internal/quiet')).status).toBe(404);
  });
});

describe('a service that is told to end', () => {
  const running = () => createServiceApp(ThingsModule, { service: 'things', port: 0, settings, verifier: { verify: async () => rep } });
  const seconds = async (work: Promise<unknown>) => {
    const from = Date.now();
    await work;
    return (Date.now() - from) / 1_000;
  };

  it('answers what was asked, and waits for nobody who has asked nothing', async () => {
    const app = await running();
    // As a browser does in advance.
    const idle = connect(portOf(app), '127.0.0.1');
    idle.on('error', () => undefined);
    await once(idle, 'connect');
    const answer = fetch(`http://127.0.0.1:${portOf(app)}/v1/things/slow`);
    await pause(200);
    expect(await seconds(app.close())).toBeLessThan(5);
    expect(await (await answer).json()).toEqual({ done: true });
  }, 60_000);

  it('does not wait for ever for an answer', async () => {
    const app = await running();
    const answer = fetch(`http://127.0.0.1:${portOf(app)}/v1/things/never`).catch((error: Error) => error.name);
    await pause(200);
    expect(await seconds(app.close())).toBeLessThan(10);
    expect(await answer).toBe('TypeError');
  }, 60_000);
});
