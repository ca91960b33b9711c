import { HttpException } from '@nestjs/common';

import { accessErrors, concurrencyErrors, requestErrors, unavailableErrors } from '@throughline/errors/common-errors';
import { ThroughlineError, type ErrorFactory } from '@throughline/errors/throughline-error';

const BY_STATUS: Record<number, ErrorFactory> = {
  400: requestErrors.invalid,
  401: accessErrors.unauthenticated,
  403: accessErrors.denied,
  404: requestErrors.not_found,
  405: requestErrors.not_found,
  406: requestErrors.unsupported_media_type,
  412: concurrencyErrors.version_mismatch,
  413: requestErrors.body_too_large,
  414: requestErrors.invalid,
  415: requestErrors.unsupported_media_type,
  429: requestErrors.rate_limited,
  431: requestErrors.invalid,
};

/** SQLSTATEs of values that no field of ours can hold: a NUL in a text, a number out of range, no UUID, no date. */
const UNSTORABLE = new Set(['22021', '22P05', '22003', '22P02', '22007', '22008']);
/** The database is away, starting, ending or full; or a socket to it broke. */
const DATABASE_AWAY = /^(08...|57P0.|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH)$/;

/**
 * Errors of the framework and of the driver as errors of the catalogue. Their own texts are never shown, but for what Fastify says of the
 * form of a body. What is not known is returned as it came and becomes `unexpected.internal`.
 */
export function asExpectedError(error: unknown): unknown {
  if (error instanceof ThroughlineError) return error;
  if (error instanceof SyntaxError && statusOf(error) === 400) return requestErrors.invalid({ detail: 'The body is not valid JSON.', cause: error });
  const status = statusOf(error);
  if (status !== undefined && status < 500) return (BY_STATUS[status] ?? requestErrors.invalid)({ ...detailOf(error, status), cause: error });
  if (status === 503) return unavailableErrors.database({ cause: error, retryAfterSeconds: 5 });
  return fromDriver(error) ?? error;
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

function detailOf(error: unknown, status: number): { detail?: string } {
  if (status !== 400) return {};
  const message = (error as Error).message;
  return { detail: /JSON|body|Content-Length|Unexpected|proto/i.test(message) ? 'The body is not valid JSON.' : 'The request could not be read.' };
}

function fromDriver(error: unknown): ThroughlineError | undefined {
  const code = codeOf(error);
  if (code === '55P03') return concurrencyErrors.busy({ cause: error, retryAfterSeconds: 1 });
  if (code && UNSTORABLE.has(code)) return requestErrors.invalid({ detail: 'A value has a form that cannot be stored.', cause: error });
  if (code && DATABASE_AWAY.test(code)) return unavailableErrors.database({ cause: error, retryAfterSeconds: 5 });
  return undefined;
}

function codeOf(error: unknown): string | undefined {
  let cause = error as { code?: unknown; driverError?: unknown; cause?: unknown } | null | undefined;
  for (let depth = 0; cause && typeof cause === 'object' && depth < 5; depth += 1) {
    if (typeof cause.code === 'string') return cause.code;
    cause = (cause.driverError ?? cause.cause) as typeof cause;
  }
  return undefined;
}
