import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fastifyServer } from '@throughline/http/fastify-server';
import { rootLogger } from '@throughline/observability/logger';
import { eventually } from '@throughline/testing/eventually';
import type { FastifyInstance } from 'fastify';
import { proxyToServices } from './proxy';
import { SERVICES, type ServiceUrls } from './route-table';

const streams = new Set<ServerResponse>();
/** Streams changes to whoever asks, and answers everything else at once. */
const worklist = createServer((request, response) => {
  if (!request.url!.startsWith('/v1/tasks/changes')) return response.end('{}');
  streams.add(response.once('close', () => streams.delete(response)));
  response.writeHead(200, { 'content-type': 'text/event-stream' }).write(`id: 7\ndata: ${request.headers['last-event-id'] ?? 'none'}\n\n`);
});
let server: FastifyInstance;
let origin: string;

beforeAll(async () => {
  process.env.LOG_LEVEL = 'silent';
  await new Promise<void>((resolve) => worklist.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(worklist.address() as AddressInfo).port}`;
  server = fastifyServer('gateway', rootLogger('gateway')).getInstance() as unknown as FastifyInstance;
  await proxyToServices(server, Object.fromEntries(SERVICES.map((service) => [service, url])) as ServiceUrls, async () => undefined);
  origin = await server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await server?.close();
  worklist.closeAllConnections();
  worklist.close();
});

async function listen(lastId: string) {
  const leaving = new AbortController();
  const response = await fetch(`${origin}/v1/tasks/changes?seconds=60`, { headers: { 'last-event-id': lastId }, signal: leaving.signal });
  const reader = response.body!.getReader();
  const next = async () => Buffer.from((await reader.read()).value ?? []).toString();
  return { leave: () => leaving.abort(), next, type: response.headers.get('content-type') };
}

it('passes a stream on as it comes, with the id of who comes back, and tells the service when he goes', async () => {
  const stream = await listen('42');
  expect([stream.type, await stream.next()]).toEqual(['text/event-stream', 'id: 7\ndata: 42\n\n']);
  for (const response of streams) response.write('data: more\n\n');
  expect(await stream.next()).toBe('data: more\n\n');
  stream.leave();
  await eventually(() => streams.size === 0);
});

it('has other requests answered while more listen than it has connections for these, and closes without waiting for them', async () => {
  await Promise.all(Array.from({ length: 70 }, () => listen('')));
  expect(streams.size).toBe(70);
  expect((await fetch(`${origin}/v1/tasks`, { signal: AbortSignal.timeout(5_000) })).status).toBe(200);
  const begun = Date.now();
  await server.close();
  expect(Date.now() - begun).toBeLessThan(3_000);
  await eventually(() => streams.size === 0);
});
