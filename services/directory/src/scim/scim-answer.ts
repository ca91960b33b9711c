import type { CallHandler, ExecutionContext, NestInterceptor, OnModuleInit } from '@nestjs/common';
import { applyDecorators, Injectable, UseFilters, UseInterceptors } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { isKnown } from '@throughline/http/etag';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { ScimErrorFilter } from './scim-error';
import { SCIM_JSON } from './scim-names';

/** The media type, the ETag of a single resource (304 to one who has it), and where a new one is. */
@Injectable()
export class ScimAnswer implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
    return next.handle().pipe(
      map((answer: unknown) => {
        if (answer === undefined) return answer;
        void reply.type(SCIM_JSON);
        const { version, location } = (answer as { meta?: { version?: string; location?: string } }).meta ?? {};
        if (version === undefined) return answer;
        void reply.header('etag', version);
        if (request.method === 'POST' && location !== undefined) void reply.header('location', location);
        if (request.method !== 'GET' || !isKnown(request.headers['if-none-match'], version)) return answer;
        void reply.status(304);
        return undefined;
      }),
    );
  }
}

/** What every controller of the protocol has. */
export const Scim = () => applyDecorators(UseInterceptors(ScimAnswer), UseFilters(ScimErrorFilter));

/** Bodies of its media type are taken as text: what is wrong with them is told in the words of the protocol. */
@Injectable()
export class ScimBodies implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    server.addContentTypeParser('application/scim+json', { parseAs: 'string' }, (_request, body, done) => done(null, body === '' ? undefined : body));
  }
}
