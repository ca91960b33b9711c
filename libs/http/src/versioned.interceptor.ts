import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';

import { etagOf, isKnown } from './etag';

/** Sends the answer's `version` as its ETag; 304 without a body to a GET of one who has it already. */
export class VersionedInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    return next.handle().pipe(map((answer) => tagged(answer, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>())));
  }
}

function tagged(answer: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
  const version = (answer as { version?: unknown } | null)?.version;
  if (typeof version !== 'number') return answer;
  const etag = etagOf(version);
  void reply.header('etag', etag);
  if (request.method !== 'GET' || !isKnown(request.headers['if-none-match'], etag)) return answer;
  void reply.status(304);
  return undefined;
}
