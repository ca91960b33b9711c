/**
 * Expected failures as a catalogue. Every service lists its own in `<aggregate>.errors.ts` with `defineErrors`; a spec without a status,
 * a title, a situation or an action does not compile, so every code has its HTTP answer and its Temporal failure from the day it exists.
 */

/**
 * `user`: the caller can change something and try again. `operational`: an engine or another service is away; the same call may work later.
 * `unexpected`: a defect; nothing of it is told to the caller.
 */
export type ErrorFamily = 'user' | 'operational' | 'unexpected';

/** What is true of every error with one code. All texts are shown to people, so they hold no data. */
export interface ErrorSpec {
  family: ErrorFamily;
  /** HTTP status. */
  status: number;
  /** A few words, the same for every occurrence (RFC 9457 `title`). */
  title: string;
  /** One sentence: when does this happen. */
  situation: string;
  /** One sentence: what the caller can do about it. */
  action: string;
}

/** One thing that is wrong with one field of the request. */
export interface FieldFault {
  /** Path in the request body, dotted: `lines.0.amount`. */
  field: string;
  code: string;
  message: string;
}

/** What is true of one occurrence. Only `cause` may hold inner text; it goes to the log and never to a caller. */
export interface ErrorDetails {
  detail?: string;
  field?: string;
  errors?: FieldFault[];
  /** Machine-readable facts of the occurrence, e.g. `{ allowedAt: '2026-04-01T01:00:00.000Z' }`. Must be plain JSON and safe to show. */
  data?: Record<string, unknown>;
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** An expected failure. Thrown by commands, turned into an HTTP problem (problem.ts) or a Temporal failure (failure.ts) at the edge. */
export class ThroughlineError extends Error {
  readonly code: string;
  readonly spec: ErrorSpec;
  readonly details: ErrorDetails;

  constructor(code: string, spec: ErrorSpec, details: ErrorDetails = {}) {
    super(`${code}: ${details.detail ?? spec.situation}`, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'ThroughlineError';
    this.code = code;
    this.spec = spec;
    this.details = details;
  }
}

/** Makes one occurrence of an error. */
export type ErrorFactory = (details?: ErrorDetails) => ThroughlineError;

const catalogue = new Map<string, ErrorSpec>();

/**
 * Declares errors with codes `<prefix>.<key>` and enters them in the catalogue.
 * @throws Error when loaded, if a code is declared twice or is not in snake case
 */
export function defineErrors<P extends string, T extends Record<string, ErrorSpec>>(prefix: P, specs: T): { [K in keyof T]: ErrorFactory } {
  const factories: Record<string, ErrorFactory> = {};
  for (const [key, spec] of Object.entries(specs)) {
    const code = `${prefix}.${key}`;
    if (!/^[a-z][a-z_]*\.[a-z][a-z_]*$/.test(code)) throw new Error(`error code "${code}" is not snake case`);
    if (catalogue.has(code)) throw new Error(`error code "${code}" is declared twice`);
    catalogue.set(code, Object.freeze({ ...spec }));
    factories[key] = (details) => new ThroughlineError(code, spec, details);
  }
  return factories as { [K in keyof T]: ErrorFactory };
}

/** Every code that has been declared by the modules loaded so far. */
export function errorCatalogue(): ReadonlyMap<string, ErrorSpec> {
  return catalogue;
}

/**
 * Rebuilds an error that crossed a process boundary as its code.
 * @returns `unexpected.internal`, with the code as its cause, where the code is not known here
 */
export function errorFromCode(code: string, details: ErrorDetails = {}): ThroughlineError {
  const spec = catalogue.get(code);
  if (spec) return new ThroughlineError(code, spec, details);
  return new ThroughlineError('unexpected.internal', internalSpec, { cause: details.cause ?? `unknown error code ${code}` });
}

/** The last resort. Lives here because `errorFromCode` needs it before common-errors.ts is loaded. */
export const internalSpec: ErrorSpec = {
  family: 'unexpected',
  status: 500,
  title: 'Something went wrong on our side',
  situation: 'The request ran into a defect; it was logged and nothing was written.',
  action: 'Try again later; if it stays, tell the operators the correlation id.',
};
