import proxyPlugin from '@fastify/http-proxy';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { unavailableErrors } from '@throughline/errors/common-errors';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { sendProblem } from '@throughline/http/problem.filter';
import { rootLogger } from '@throughline/observability/logger';

import { clientAddress } from '../client-address';
import { limitBody } from './limit-body';
import { endWithServer } from './end-with-server';
import { ASKED_BY_BROWSERS, ROUTES, SERVICES, STREAMS, type ServiceUrls } from './route-table';

/** Headers of one connection, which never pass a proxy, and those by which a caller could pretend to be one. */
const NOT_PASSED_ON = [
  'connection', 'keep-alive', 'proxy-authorization', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect',
  'forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto',
  // A service knows people by their tokens; sessions are between the browser, the gateway and sign-in.
  'cookie',
];
/** Who signs in or out here shows what his browser keeps. */
const SIGN_IN = /^\/v1\/(session|sessions|sign-in)(\/|\?|$)/;
const NOT_PASSED_BACK = ['connection', 'keep-alive', 'proxy-authenticate', 'trailer', 'upgrade', 'server'];

type Headers = Record<string, string | string[] | undefined>;

/** Passes each path on to the service that owns it. `before` may refuse a request (rate limit). */
export async function proxyToServices(
  server: FastifyInstance,
  urls: ServiceUrls,
  before: (request: FastifyRequest, reply: FastifyReply) => Promise<void>,
): Promise<void> {
  const logger = rootLogger('gateway');
  await server.register(async (scope) => {
    // Bodies are streamed through unread: their service checks them.
    scope.removeAllContentTypeParsers();
    scope.addHook('preParsing', limitBody);
    // A scope made before Nest starts does not inherit Nest's handler.
    scope.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, logger));
    for (const service of SERVICES) {
      const streams = STREAMS[service] ?? [];
      for (const prefix of [...ROUTES[service], ...streams]) {
        const isStream = streams.includes(prefix);
        await scope.register(proxyPlugin as never, {
          upstream: urls[service],
          prefix,
          rewritePrefix: prefix,
          httpMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', ...(ASKED_BY_BROWSERS.includes(prefix) ? ['OPTIONS'] : [])],
          preHandler: isStream ? [before, endWithServer(server)] : before,
          undici: { connections: isStream ? null : 64, pipelining: 1, keepAliveTimeout: 60_000, headersTimeout: 60_000, bodyTimeout: 60_000 },
          disableRequestLogging: true,
          replyOptions: {
            // Never repeated here: only the caller knows whether a repetition is harmless.
            retryDelay: () => null,
            rewriteRequestHeaders: passedOn,
            rewriteHeaders: (headers: Headers) => without(headers, NOT_PASSED_BACK),
            onError: (reply: FastifyReply, { error }: { error: Error }) => {
              // Our own refusal of the body, which the proxy wraps.
              if (error.cause instanceof ThroughlineError) return sendProblem(error.cause, reply.request, reply, logger);
              logger.warn({ service, reason: error.message }, 'a service did not answer');
              sendProblem(unavailableErrors.upstream({ cause: error, retryAfterSeconds: 2 }), reply.request, reply, logger);
            },
          },
        });
      }
    }
  });
}

function passedOn(request: FastifyRequest, headers: Headers): Headers {
  // Who called, as this gateway knows it and not as the caller says: public forms count by it.
  const cookie = SIGN_IN.test(request.url) && headers.cookie !== undefined ? { cookie: headers.cookie } : {};
  return { ...without(headers, NOT_PASSED_ON), ...cookie, 'x-forwarded-for': clientAddress(request), 'x-correlation-id': request.correlationId, traceparent: request.traceparent };
}

function without(headers: Headers, names: readonly string[]): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}
