import { createHash } from 'node:crypto';

import type { FastifyRequest } from 'fastify';

import { requestErrors } from '@throughline/errors/common-errors';
import type { IdempotencyContext } from '@throughline/observability/context';

import './request';

/** Printable ASCII, 1 to 255 characters. */
const KEY = /^[\x21-\x7e]{1,255}$/;
const CHANGING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * What the transaction runner needs to answer a repetition; undefined where no key was sent or nothing is changed. A streamed body (a
 * file) cannot be hashed here: such a route compares the file's own hash.
 * @throws request.invalid for a key of another form
 */
export function idempotencyOf(request: FastifyRequest): IdempotencyContext | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined || !CHANGING.has(request.method)) return undefined;
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw requestErrors.invalid({ field: 'Idempotency-Key', detail: 'Idempotency-Key must be 1 to 255 printable ASCII characters without spaces.' });
  }
  return {
    key,
    personId: request.principal?.personId ?? 'public',
    route: `${request.method} ${request.routeOptions.url ?? request.url}`,
    requestHash: createHash('sha256')
      .update(`${request.method} ${request.url}\n${request.headers['if-match'] ?? ''}\n${JSON.stringify(request.body ?? null)}`)
      .digest('hex'),
  };
}
