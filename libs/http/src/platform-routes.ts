import type { FastifyInstance, FastifyRequest } from 'fastify';

import type { HealthRegistry } from '@throughline/observability/health';
import { collectProcessMetrics, metricsRegistry } from '@throughline/observability/metrics';

/** Snapshot of what is going on in this process; messaging's QuietProbe is one. */
export interface Quiet {
  snapshot(): Promise<unknown>;
  resetTouched(): void;
}

export interface PlatformRoutes {
  service: string;
  health: HealthRegistry;
  /** The OpenAPI document; made when it is first asked for. */
  openApi: () => object;
  /** In a sandbox only. */
  quiet?: Quiet | undefined;
}

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Routes that are the same in every service. They stand outside of Nest: no sign-in, no context. */
export function platformRoutes(server: FastifyInstance, { service, health, openApi, quiet }: PlatformRoutes): void {
  collectProcessMetrics();
  server.get('/health/live', async () => ({ status: 'up', service }));
  server.get('/health/ready', async (_request, reply) => {
    const { ok, checks } = await health.run();
    return reply.status(ok ? 200 : 503).send({ status: ok ? 'up' : 'down', service, checks });
  });
  server.get('/metrics', async (_request, reply) => reply.type(metricsRegistry.contentType).send(await metricsRegistry.metrics()));
  let document: object | undefined;
  server.get('/openapi.json', async () => (document ??= openApi()));
  if (quiet) quietRoutes(server, quiet);
}

/** For the gateway's sandbox module on the same machine only. */
function quietRoutes(server: FastifyInstance, quiet: Quiet): void {
  const onlyHere = (request: FastifyRequest) => LOOPBACK.has(request.socket.remoteAddress ?? '');
  server.get('/internal/quiet', async (request, reply) => (onlyHere(request) ? quiet.snapshot() : reply.callNotFound()));
  server.delete('/internal/quiet/touched', async (request, reply) => {
    if (!onlyHere(request)) return reply.callNotFound();
    quiet.resetTouched();
    return reply.status(204).send();
  });
}
