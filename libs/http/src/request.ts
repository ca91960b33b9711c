import type { Principal } from '@throughline/access/principal';
import type { OperationContext } from '@throughline/observability/context';
import type { Span } from '@throughline/observability/tracing';

declare module 'fastify' {
  interface FastifyRequest {
    /** Accepted from `x-correlation-id` or made here; answered in the same header. */
    correlationId: string;
    /** W3C trace context, accepted or begun here. */
    traceparent: string;
    /** Only while traces are sent somewhere. */
    span?: Span | undefined;
    /** Set by the guard. */
    principal?: Principal | undefined;
    /** The context that the work of this request runs in. */
    operation?: OperationContext | undefined;
  }
}
