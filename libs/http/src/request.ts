import type { Principal } from '@throughline/access/principal';

declare module 'fastify' {
  interface FastifyRequest {
    /** Accepted from `x-correlation-id` or made here; answered in the same header. */
    correlationId: string;
    /** W3C trace context, accepted or begun here. */
    traceparent: string;
    /** Set by the guard. */
    principal?: Principal | undefined;
  }
}
