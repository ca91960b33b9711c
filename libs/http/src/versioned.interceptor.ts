import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';

import { etagOf, etagOfContent, isKnown } from './etag';

/** Sends the answer's `version` as its ETag; 304 without a body to a GET of one who has it already. */
export class VersionedInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return tagged(context, next, (answer) => {
      const version = (answer as { version?: unknown } | null)?.version;
      return typeof version === 'number' ? etagOf(version) : undefined;
    });
  }
}

/** The same with an ETag of all that the answer says. */
export class ContentTagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return tagged(context, next, etagOfContent);
  }
}

function tagged(context: ExecutionContext, next: CallHandler, tagOf: (answer: unknown) => string | undefined): Observable<unknown> {
  const http = context.switchToHttp();
  const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
  return next.handle().pipe(
    map((answer: unknown) => {
      const etag = tagOf(answer);
      if (etag === undefined) return answer;
      void reply.header('etag', etag);
      if (request.method !== 'GET' || !isKnown(request.headers['if-none-match'], etag)) return answer;
      void reply.status(304);
      return undefined;
    }),
  );
}
