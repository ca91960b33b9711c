import { randomFillSync, randomUUID } from 'node:crypto';

import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { requestErrors } from '@throughline/errors/common-errors';
import type { Logger } from '@throughline/observability/logger';
import { histogram } from '@throughline/observability/metrics';
import { startSpan } from '@throughline/observability/tracing';

import { letGoOfConnections } from './let-go';
import { openOperations } from './operation';
import { sendProblem } from './problem.filter';
import './request';

/** Bytes. Files are streamed and have limits of their own. */
export const BODY_LIMIT = 1024 * 1024;
const CORRELATION_ID = /^[A-Za-z0-9._:-]{1,128}$/;
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

const seconds = histogram('throughline_http_seconds', 'How long a request took, from its first byte to the end of the answer.', [
  'service',
  'method',
  'route',
  'status',
]);

/** The Fastify server under a service: limits, ids of the request, JSON only, one log line and one measurement for each request. */
export function fastifyServer(service: string, logger: Logger, trustedProxies: readonly string[] = []): FastifyAdapter {
  const adapter = new FastifyAdapter({
    logger: false,
    // `request.ip` is then the last address in `x-forwarded-for` that none of these has; without them, and from anybody else, the header is not read.
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: 200 },
    requestTimeout: 60_000,
    keepAliveTimeout: 72_000,
    genReqId: () => '',
    frameworkErrors: (error: Error, request: unknown, reply: unknown) => {
      const [asked, answer] = [request as FastifyRequest, reply as FastifyReply];
      identify(asked, answer);
      sendProblem(requestErrors.invalid({ detail: 'The address could not be read.', cause: error }), asked, answer, logger);
    },
    clientErrorHandler(_error, socket) {
      if (socket.writable) socket.end(MALFORMED);
    },
  });
  const server = adapter.getInstance() as FastifyInstance;
  onlyJson(server);
  letGoOfConnections(server);
  server.decorateRequest('correlationId', '');
  server.decorateRequest('traceparent', '');
  server.decorateRequest('principal', undefined);
  server.decorateRequest('span', undefined);
  server.addHook('onRequest', (request, reply, done) => {
    identify(request, reply);
    const span = startSpan(`${request.method} ${request.routeOptions.url ?? 'unknown'}`, request.traceparent, { 'service.part': service });
    if (span) {
      request.span = span;
      request.traceparent = span.traceparent;
    }
    done();
  });
  openOperations(server);
  server.addHook('onResponse', (request, reply, done) => {
    report(service, logger, request, reply);
    request.span?.end(reply.statusCode >= 500 ? {} : undefined, { 'http.response.status_code': reply.statusCode });
    done();
  });
  return adapter;
}

function identify(request: FastifyRequest, reply: FastifyReply): void {
  const sent = request.headers['x-correlation-id'];
  const trace = request.headers.traceparent;
  request.correlationId = typeof sent === 'string' && CORRELATION_ID.test(sent) ? sent : randomUUID();
  request.traceparent = typeof trace === 'string' && TRACEPARENT.test(trace) ? trace : newTrace();
  void reply.headers({
    'x-correlation-id': request.correlationId,
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-cache',
  });
}

/** Random bytes drawn for many requests at once: one draw costs the same, however small. */
const drawn = Buffer.alloc(24 * 128);
let used = drawn.length;

function newTrace(): string {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  const random = drawn.toString('hex', used, (used += 24));
  return `00-${random.slice(0, 32)}-${random.slice(32)}-01`;
}

/** JSON and nothing else; a missing body is no fault where none is needed. */
function onlyJson(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else parse(request, body as string, done);
  });
}

function report(service: string, logger: Logger, request: FastifyRequest, reply: FastifyReply): void {
  const route = request.routeOptions.url ?? 'unknown';
  seconds.observe({ service, method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
  const level = request.method === 'GET' ? 'debug' : 'info';
  if (!logger.isLevelEnabled(level)) return;
  const line = { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime), by: request.principal?.personId };
  logger[level]({ ...line, correlationId: request.correlationId }, 'request');
}

const MALFORMED = (() => {
  const body = JSON.stringify({
    type: 'urn:throughline:problem:request.invalid',
    title: 'The request is not valid',
    status: 400,
    code: 'request.invalid',
    detail: 'This is not an HTTP request.',
    action: 'Correct the request and send it again.',
  });
  return `HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;
})();
