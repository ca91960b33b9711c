import { isIP } from 'node:net';

import type { FastifyRequest } from 'fastify';

/**
 * Who calls: the connection's other end or, where that is a trusted proxy (setting TRUSTED_PROXIES), the last address that it tells of and is none itself.
 * What a proxy tells that is no address counts as the proxy's own.
 */
export function clientAddress({ ip, socket }: Pick<FastifyRequest, 'ip' | 'socket'>): string {
  return isIP(ip) ? ip : (socket.remoteAddress ?? '');
}
