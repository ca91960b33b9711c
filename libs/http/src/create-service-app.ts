import 'reflect-metadata';

import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';

import { PeopleBook } from '@throughline/access/people-book';
import { TokenVerifier } from '@throughline/access/token-verifier';
import { loadSettings, type Settings } from '@throughline/config/settings';
import { QuietProbe } from '@throughline/messaging/quiet-probe';
import { HealthRegistry } from '@throughline/observability/health';
import { rootLogger } from '@throughline/observability/logger';
import { startTracing } from '@throughline/observability/tracing';

import { fastifyServer } from './fastify-server';
import { NestLogger } from './nest-logger';
import { openApiOf } from './open-api';
import { signCursorsWith } from './page';
import { platformRoutes } from './platform-routes';
import { ProblemFilter } from './problem.filter';
import { RequestPipe } from './request.pipe';
import { SignInGuard, type Verifier } from './sign-in.guard';

const NEEDED = ['HOST', 'THROUGHLINE_SANDBOX', 'THROUGHLINE_TENANT', 'TOKEN_ISSUER', 'TOKEN_AUDIENCE', 'JWKS_URL', 'NODE_ENV'] as const;
/** The settings that the server itself reads. */
export type ServerSettings = Settings<(typeof NEEDED)[number]>;

export interface ServiceAppOptions {
  /** Name of the service: label of its logs and metrics, tag of its OpenAPI document. */
  service: string;
  /** 0 takes a free port. */
  port: number;
  /** Default: read from the environment. */
  settings?: ServerSettings;
  /** Checks tokens; default by the settings TOKEN_ISSUER, TOKEN_AUDIENCE and JWKS_URL. Tests give their own. */
  verifier?: Verifier;
  /** Addresses and networks of the proxies whose `x-forwarded-for` is believed; default none. */
  trustedProxies?: readonly string[];
  /** The document at /openapi.json, made of the application's own; default that itself. */
  openApi?: (own: OpenAPIObject) => OpenAPIObject | Promise<OpenAPIObject>;
  /** Fastify plug-ins and routes that are not Nest's, before it listens (file uploads, the gateway's proxy). */
  extend?: (server: FastifyInstance, app: NestFastifyApplication) => Promise<void> | void;
}

/** Builds the Nest application of one service and listens. Close it with `app.close()`: it drains requests and the worker. */
export async function createServiceApp(module: Type<unknown> | DynamicModule, options: ServiceAppOptions): Promise<NestFastifyApplication> {
  const { service, port } = options;
  const settings = options.settings ?? loadSettings(NEEDED);
  const logger = rootLogger(service);
  startTracing();
  const adapter = fastifyServer(service, logger, options.trustedProxies);
  const app = await NestFactory.create<NestFastifyApplication>(rootModule(module), adapter, {
    logger: new NestLogger(logger),
    bodyParser: false,
    abortOnError: false,
  });
  try {
    const guard = new SignInGuard(options.verifier ?? verifierOf(settings), settings.THROUGHLINE_SANDBOX ? 'sandbox' : 'user');
    app.useGlobalFilters(new ProblemFilter(logger));
    app.useGlobalPipes(new RequestPipe());
    app.useGlobalGuards(guard);
    const people = provided(app, PeopleBook);
    if (people) guard.rights = people;
    signCursorsWith(`cursor:${settings.THROUGHLINE_TENANT}:${settings.TOKEN_ISSUER}`);
    let own: OpenAPIObject | undefined;
    platformRoutes(adapter.getInstance(), {
      service,
      health: app.get(HealthRegistry),
      openApi: () => {
        own ??= openApiOf(app, service);
        return options.openApi ? options.openApi(own) : own;
      },
      quiet: settings.THROUGHLINE_SANDBOX ? provided(app, QuietProbe) : undefined,
    });
    await options.extend?.(adapter.getInstance(), app);
    await app.listen(port, settings.HOST);
  } catch (error) {
    await app.close().catch(() => undefined);
    throw error;
  }
  logger.info({ port: portOf(app) }, 'listening');
  return app;
}

/** The port that it listens on. */
export function portOf(app: NestFastifyApplication): number {
  const address = app.getHttpServer().address() as { port: number } | null;
  if (!address) throw new Error('The application does not listen.');
  return address.port;
}

/** The application around a service: what every one has without saying so. */
export function rootModule(module: Type<unknown> | DynamicModule): DynamicModule {
  return {
    module: ServiceRoot,
    imports: [{ module: PlatformServices, global: true, providers: [HealthRegistry], exports: [HealthRegistry] }, module],
  };
}

@Module({})
class ServiceRoot {}

@Module({})
class PlatformServices {}

function verifierOf(settings: ServerSettings): TokenVerifier {
  return new TokenVerifier({
    issuer: settings.TOKEN_ISSUER,
    audience: settings.TOKEN_AUDIENCE,
    jwks: new URL(settings.JWKS_URL),
    tenant: settings.THROUGHLINE_TENANT,
  });
}

/** Asked of the container itself: `app.get` logs an error for what a service has left out on purpose. */
function provided<T>(app: NestFastifyApplication, type: Type<T>): T | undefined {
  const isThere = [...app.get(ModulesContainer).values()].some(({ providers }) => providers.has(type));
  return isThere ? app.get(type, { strict: false }) : undefined;
}
