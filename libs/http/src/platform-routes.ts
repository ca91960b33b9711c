import type { FastifyInstance, FastifyRequest } from 'fastify';

import type { HealthRegistry } from '@throughline/observability/health';
import { collectProcessMetrics, metricsRegistry } from '@throughline/observability/metrics';

/** Snapshot of what is going on in this process; messaging's QuietProbe is one. */
export interface Quiet {
  /** `take`: forget the touched workflows that are told. */
  snapshot(take: boolean): Promise<unknown>;
}

export interface PlatformRoutes {
  service: string;
  health: HealthRegistry;
  /** The OpenAPI document. */
  openApi: () => object | Promise<object>;
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
  server.get('/openapi.json', async () => openApi());
  if (quiet) quietRoutes(server, quiet);
}

/** For the gateway's sandbox module on the same machine only. */
function quietRoutes(server: FastifyInstance, quiet: Quiet): void {
  server.get('/internal/quiet', async (request: FastifyRequest<{ Querystring: { take?: string } }>, reply) => {
    if (!LOOPBACK.has(request.socket.remoteAddress ?? '')) return reply.callNotFound();
    return quiet.snapshot(request.query.take === 'true');
  });
}
