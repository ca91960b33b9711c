import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * A request that may be sent again with the same `Idempotency-Key`. Set by the HTTP interceptor, honoured by the first
 * `TransactionRunner.run` of the request: it stores the answer in the transaction of the effect, or returns the stored one.
 */
export interface IdempotencyContext {
  /** As sent by the caller, at most 255 characters. */
  readonly key: string;
  readonly personId: string;
  /** Method and route pattern, `POST /v1/leads/:id/claim`. */
  readonly route: string;
  /** SHA-256 (hex) of method, path and body: the same key with another hash is refused (`idempotency.key_reused`). */
  readonly requestHash: string;
  /** Set by the transaction runner once a transaction of this request has taken the key. */
  used?: boolean;
  /** Set by the transaction runner when the stored answer was returned instead of doing the work again. */
  replayed?: boolean;
}

/** Who acts, as far as events and audit need it: an opaque id and how it was authenticated. */
export interface ActingPrincipal {
  personId: string;
  authType: 'user' | 'system' | 'sandbox' | 'api_key' | 'link';
  /** What he may read, for the database (persistence/row-reach.ts); absent: it is not a person who asks. */
  reach?: () => string;
}

/** What accompanies one piece of work: an HTTP request, a consumed event, an activity. */
export interface OperationContext {
  correlationId?: string;
  /** Id of the event or request that caused this work. */
  causationId?: string;
  /** W3C trace context. */
  traceparent?: string;
  principal?: ActingPrincipal;
  idempotency?: IdempotencyContext;
  workflowId?: string;
}

const storage = new AsyncLocalStorage<OperationContext>();
const NOTHING: OperationContext = Object.freeze({});

/** The context of the work in progress; empty outside of any. */
export function currentContext(): OperationContext {
  return storage.getStore() ?? NOTHING;
}

/** Runs `fn`, and all that it awaits, with this context (it replaces the present one; spread `currentContext()` to add to it). */
export function withContext<T>(context: OperationContext, fn: () => T): T {
  return storage.run(context, fn);
}
