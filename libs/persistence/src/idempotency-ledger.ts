import { idempotencyErrors } from '@throughline/errors/common-errors';
import type { IdempotencyContext } from '@throughline/observability/context';
import { escapeLiteral } from 'pg';

import type { Moment } from './write';

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

/**
 * Claim and answer in one, at the head of a statement that is its own transaction: the claim comes before all that reads `moment`, and when the key is
 * taken there is no moment. Waits like `claimSql`.
 */
export function claimedMoment(request: IdempotencyContext, answer: unknown, clock: { name: string; sql: string }): Moment {
  const sql = `claimed AS (
    INSERT INTO idempotency (person_id, route, key, request_hash, response) VALUES ($1, $2, $3, $4, $5::jsonb) ON CONFLICT DO NOTHING RETURNING key
  ), moment AS MATERIALIZED (SELECT now FROM claimed CROSS JOIN (${clock.sql}) AS clock)`;
  return { name: `claimed-${clock.name}`, sql, params: [...identity(request), request.requestHash, JSON.stringify(answer ?? null)] };
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
