import { unexpectedErrors } from './common-errors';
import type { ErrorDetails } from './throughline-error';
import { ThroughlineError, errorFromCode } from './throughline-error';

/** What an activity's failure carries through Temporal; libs/temporal makes the ApplicationFailure of it. Plain JSON. */
export interface FailureData {
  /** The error code; Temporal's failure type. */
  type: string;
  message: string;
  /** True for what trying again cannot change: the caller's own mistakes. */
  nonRetryable: boolean;
  details: Omit<ErrorDetails, 'cause'>;
}

/**
 * The failure of an activity for one error. A refusal (family `user`) ends the activity; everything else is tried again until the engine is
 * back or a fixed worker is deployed, for a defect must never fail a process that lives for six months.
 */
export function toFailure(error: unknown): FailureData {
  const known = error instanceof ThroughlineError ? error : unexpectedErrors.internal({ cause: error });
  const { cause: _cause, ...details } = known.details;
  const user = known.spec.family === 'user';
  return { type: known.code, message: user ? known.message : `${known.code}: ${known.spec.situation}`, nonRetryable: user, details: user ? details : {} };
}

/** The inverse of `toFailure`. */
export function fromFailure(type: string, details?: Omit<ErrorDetails, 'cause'>): ThroughlineError {
  return errorFromCode(type, details);
}
