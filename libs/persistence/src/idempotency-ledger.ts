import { idempotencyErrors } from '@throughline/errors/common-errors';
import type { IdempotencyContext } from '@throughline/observability/context';
import { escapeLiteral } from 'pg';

export interface StoredAnswer {
  request_hash: string;
  response: unknown;
}

const identity = (request: IdempotencyContext): string[] => [request.personId, request.route, request.key];
const literals = (values: string[]): string => values.map((value) => escapeLiteral(value)).join(', ');

/** Folded into the round trip that opens the transaction. Waits while another request with the same key is at work. */
export function claimSql(request: IdempotencyContext): string {
  return (
    `INSERT INTO idempotency (person_id, route, key, request_hash) VALUES (${literals([...identity(request), request.requestHash])}) ` +
    'ON CONFLICT DO NOTHING RETURNING key'
  );
}

/** Folded into the round trip that commits: the answer that a repetition will get. */
export function answerSql(request: IdempotencyContext, answer: unknown): string {
  const json = escapeLiteral(JSON.stringify(answer ?? null));
  return `UPDATE idempotency SET response = ${json}::jsonb WHERE (person_id, route, key) = (${literals(identity(request))})`;
}

export const storedAnswer = {
  sql: 'SELECT request_hash, response FROM idempotency WHERE person_id = $1 AND route = $2 AND key = $3',
  params: identity,
};

/**
 * The answer of the first request.
 * @throws idempotency.key_reused when the key came with another body
 * @throws idempotency.in_flight when the first request was undone between our attempt to insert and our reading
 */
export function answerOf(request: IdempotencyContext, row: StoredAnswer | undefined): unknown {
  if (!row) throw idempotencyErrors.in_flight({ retryAfterSeconds: 1 });
  if (row.request_hash !== request.requestHash) throw idempotencyErrors.key_reused();
  return row.response;
}
