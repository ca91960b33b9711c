import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';

import { SessionCookie } from '@throughline/access/session-cookie';
import { TokenVerifier } from '@throughline/access/token-verifier';
import type { SettingsOf } from '@throughline/config/settings';
import { createServiceApp } from '@throughline/http/create-service-app';
import { HealthRegistry } from '@throughline/observability/health';

import { Exchange } from './credentials/exchange';
import { takeCredentials } from './credentials/take-credentials';
import { GatewayModule } from './gateway.module';
import { watchPeers } from './health/peers-health';
import { closeInternalHttp, getJson } from './internal-http';
import { serveConsole } from './landing/console-pages';
import { servePages } from './landing/pages';
import { mergedDocument } from './open-api/merged-document';
import { proxyToServices } from './proxy/proxy';
import { serviceUrls } from './proxy/route-table';
import { limitRequests } from './rate-limit/limit-requests';
import { SANDBOX, STANDARD, TokenBuckets } from './rate-limit/token-buckets';

/** The one origin of everything: routing, rate limit, merged OpenAPI, the console and, in a sandbox, movable time. */
export async function boot(settings: SettingsOf<'gateway'>): Promise<NestFastifyApplication> {
  const services = serviceUrls(settings);
  const peers = { ...services, worker: settings.WORKER_URL };
  const verifier = new TokenVerifier({
    issuer: settings.TOKEN_ISSUER,
    audience: settings.TOKEN_AUDIENCE,
    jwks: new URL(settings.JWKS_URL),
    tenant: settings.THROUGHLINE_TENANT,
  });
  const buckets = new TokenBuckets(settings.THROUGHLINE_SANDBOX ? SANDBOX : STANDARD);
  return createServiceApp(GatewayModule.with(settings, peers), {
    service: 'gateway',
    port: settings.GATEWAY_PORT,
    settings,
    verifier,
    trustedProxies: settings.TRUSTED_PROXIES ?? [],
    openApi: async (own) => mergedDocument(own, await documentsOf(services)),
    extend: async (server, app) => {
      takeCredentials(server, {
        exchange: new Exchange(settings.DIRECTORY_URL),
        buckets,
        cookie: new SessionCookie(settings.PUBLIC_URL),
        origin: new URL(settings.PUBLIC_URL).origin,
      });
      watchPeers(app.get(HealthRegistry), peers);
      servePages(server);
      serveConsole(server, settings.THROUGHLINE_SANDBOX);
      await proxyToServices(server, services, limitRequests(buckets, verifier));
      server.addHook('onClose', async () => closeInternalHttp());
    },
  });
}

/** The documents of the services that answer; what is down is missing until it is back. */
async function documentsOf(services: Record<string, string>): Promise<Record<string, OpenAPIObject>> {
  const answers = await Promise.allSettled(
    Object.entries(services).map(async ([name, url]) => [name, (await getJson<OpenAPIObject>(`${url}/openapi.json`, 5_000)).body] as const),
  );
  return Object.fromEntries(answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : [])));
}
