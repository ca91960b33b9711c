import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { toProblem, type Problem } from '@throughline/errors/problem';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import type { Logger } from '@throughline/observability/logger';

import { asExpectedError } from './as-expected-error';
import './request';

/** Answers every error as `application/problem+json` (RFC 9457); never with a stack, SQL or a driver's text. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), this.logger);
  }
}

/** Also used where an error arises outside of Nest. */
export function sendProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply, logger: Logger): void {
  const error = asExpectedError(thrown);
  const path = request.url.split('?', 1)[0];
  const problem = toProblem(error, path, request.correlationId);
  // The route and not the path: a path may be somebody's key to something, as in a signed link.
  log(logger, thrown, problem, request.routeOptions?.url ?? 'unknown');
  if (reply.sent) return;
  for (const [name, value] of Object.entries(headersOf(error, problem))) void reply.header(name, value);
  void reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

function headersOf(error: unknown, problem: Problem): Record<string, string> {
  const wait = error instanceof ThroughlineError ? error.details.retryAfterSeconds : undefined;
  return {
    ...(problem.status === 401 && { 'www-authenticate': 'Bearer realm="throughline"' }),
    ...((wait !== undefined || problem.status === 503) && { 'retry-after': String(wait ?? 5) }),
  };
}

function log(logger: Logger, error: unknown, { status, code, correlationId }: Problem, route: string): void {
  const line = { code, status, route, correlationId };
  if (status >= 500) logger.error({ ...line, err: error }, 'a request failed');
  else logger.debug(line, 'a request was refused');
}
