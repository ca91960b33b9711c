import { defineErrors, internalSpec } from './throughline-error';

/** The request itself is at fault, whatever it asks for. */
export const requestErrors = defineErrors('request', {
  invalid: {
    family: 'user',
    status: 400,
    title: 'The request is not valid',
    situation: 'A field is missing, unknown, or of the wrong form.',
    action: 'Correct the fields listed in "errors" and send it again.',
  },
  body_too_large: {
    family: 'user',
    status: 413,
    title: 'The request body is too large',
    situation: 'The body is over the limit of this route.',
    action: 'Send less at once; large lists go through an import.',
  },
  unsupported_media_type: {
    family: 'user',
    status: 415,
    title: 'This media type is not supported',
    situation: 'The Content-Type is not one that this route reads.',
    action: 'Send application/json, or multipart/form-data where a file is expected.',
  },
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is nothing at this address',
    situation: 'The path does not belong to any route.',
    action: 'Look up the path in /docs.',
  },
  rate_limited: {
    family: 'user',
    status: 429,
    title: 'Too many requests',
    situation: 'This caller sent more requests than are allowed in the time.',
    action: 'Wait for the seconds given in Retry-After.',
  },
});

/** Who is asking, and may he. A record outside the caller's scope answers `<kind>.not_found` instead. */
export const accessErrors = defineErrors('access', {
  unauthenticated: {
    family: 'user',
    status: 401,
    title: 'Sign in first',
    situation: 'There is no valid access token with the request.',
    action: 'Get a new access token and send it as "Authorization: Bearer …".',
  },
  denied: {
    family: 'user',
    status: 403,
    title: 'You may not do this',
    situation: 'None of the roles of the caller allows this on this kind of record.',
    action: 'Ask somebody who has the role, or an administrator.',
  },
});

/** Two at once. */
export const concurrencyErrors = defineErrors('concurrency', {
  version_mismatch: {
    family: 'user',
    status: 412,
    title: 'It was changed since you opened it',
    situation: 'The version in If-Match is not the present one.',
    action: 'Read the record again and repeat the change on what it is now.',
  },
  version_required: {
    family: 'user',
    status: 428,
    title: 'Say which version you mean to change',
    situation: 'This change needs an If-Match header and there is none.',
    action: 'Read the record and send its ETag as If-Match.',
  },
  busy: {
    family: 'user',
    status: 409,
    title: 'Somebody else is changing it this second',
    situation: 'The record stayed locked by another change for longer than a request may wait.',
    action: 'Send the same request again.',
  },
});

/** The Idempotency-Key header. */
export const idempotencyErrors = defineErrors('idempotency', {
  key_reused: {
    family: 'user',
    status: 422,
    title: 'This idempotency key was used for another request',
    situation: 'The key is known, but with another route or another body.',
    action: 'Use a new key for a new request.',
  },
  in_flight: {
    family: 'user',
    status: 409,
    title: 'This request is being worked on',
    situation: 'A request with the same idempotency key has not been answered yet.',
    action: 'Wait a moment and send it again with the same key.',
  },
});

/** An engine or a service is away. Nothing was written. */
export const unavailableErrors = defineErrors('unavailable', {
  database: {
    family: 'operational',
    status: 503,
    title: 'The database is away',
    situation: 'PostgreSQL did not answer in time.',
    action: 'Send the same request again after the seconds given in Retry-After.',
  },
  temporal: {
    family: 'operational',
    status: 503,
    title: 'The process engine is away',
    situation: 'Temporal did not answer in time.',
    action: 'Send the same request again after the seconds given in Retry-After.',
  },
  kafka: {
    family: 'operational',
    status: 503,
    title: 'The event broker is away',
    situation: 'Kafka did not answer in time.',
    action: 'Send the same request again after the seconds given in Retry-After.',
  },
  upstream: {
    family: 'operational',
    status: 503,
    title: 'A service behind the gateway is away',
    situation: 'The service that owns this path did not answer; whether it had begun to work is not known.',
    action: 'Send the same request again, with the same Idempotency-Key, after the seconds given in Retry-After.',
  },
  keys: {
    family: 'operational',
    status: 503,
    title: 'The sign-in keys are away',
    situation: 'The key set that access tokens are checked against could not be read.',
    action: 'Send the same request again after the seconds given in Retry-After.',
  },
});

/** Defects. `toProblem` answers this for everything it does not know. */
export const unexpectedErrors = defineErrors('unexpected', { internal: internalSpec });
