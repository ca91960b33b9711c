import type { Socket } from 'node:net';

import type { FastifyInstance } from 'fastify';

/** Milliseconds that requests under way have after the server was told to close: a little more than the longest a command waits for its database or its story. */
const grace = 6_000;

/**
 * Lets a closing server end. Node waits for connections on which nothing was ever asked as if a request were under way, and browsers open such ones in advance:
 * these are closed at once, and what still talks after its grace is cut off.
 */
export function letGoOfConnections(server: FastifyInstance): void {
  const unused = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.server.on('request', ({ socket }: { socket: Socket }) => unused.delete(socket));
  const timers: NodeJS.Timeout[] = [];
  server.addHook('preClose', (done) => {
    for (const socket of unused) socket.destroy();
    // Again and again: a client keeps the connection of an answer that has just been given.
    timers.push(setInterval(() => server.server.closeIdleConnections(), 100));
    timers.push(setTimeout(() => server.server.closeAllConnections(), grace));
    done();
  });
  server.addHook('onClose', (_server, done) => {
    timers.forEach(clearTimeout);
    done();
  });
}
