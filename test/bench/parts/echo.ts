import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { play } from './part';

/** A Fastify server that only answers what it was sent. */
play(async () => {
  const server = Fastify();
  server.post('/*', async (request) => request.body);
  await server.listen({ port: 0, host: '127.0.0.1' });
  return { port: (server.server.address() as AddressInfo).port, close: () => server.close() };
});
