import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Observable, map } from 'rxjs';

import { withContext, type OperationContext } from '@throughline/observability/context';

import { etagOf, isKnown } from './etag';
import { idempotencyOf } from './idempotency';
import './request';
import { routeRules } from './route-rules';

/** The one interceptor: opens the context of the request (correlation, trace, principal, idempotency) and closes it with headers. */
export class OperationInterceptor implements NestInterceptor {
  private readonly authType: 'user' | 'sandbox';

  constructor(sandbox: boolean) {
    this.authType = sandbox ? 'sandbox' : 'user';
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const operation = this.operationOf(request);
    const { versioned } = routeRules(context);
    const work = new Observable<unknown>((subscriber) => withContext(operation, () => next.handle().subscribe(subscriber)));
    if (!versioned && !operation.idempotency) return work;
    return work.pipe(map((answer) => this.finish(answer, operation, versioned, request, http.getResponse<FastifyReply>())));
  }

  private operationOf(request: FastifyRequest): OperationContext {
    const idempotency = idempotencyOf(request);
    return {
      correlationId: request.correlationId,
      traceparent: request.traceparent,
      ...(request.principal && { principal: { personId: request.principal.personId, authType: this.authType } }),
      ...(idempotency && { idempotency }),
    };
  }

  private finish(answer: unknown, operation: OperationContext, versioned: boolean, request: FastifyRequest, reply: FastifyReply): unknown {
    if (operation.idempotency?.replayed) void reply.header('idempotency-replayed', 'true');
    if (!versioned) return answer;
    const version = (answer as { version?: unknown } | null)?.version;
    if (typeof version !== 'number') return answer;
    const etag = etagOf(version);
    void reply.header('etag', etag);
    if (request.method !== 'GET' || !isKnown(request.headers['if-none-match'], etag)) return answer;
    void reply.status(304);
    return undefined;
  }
}
