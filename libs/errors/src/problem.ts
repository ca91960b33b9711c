import { unexpectedErrors } from './common-errors';
import type { FieldFault } from './throughline-error';
import { ThroughlineError } from './throughline-error';

/** RFC 9457, `application/problem+json`, with our members `code`, `action`, `field`, `errors`, `data`, `correlationId`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  action: string;
  field?: string;
  errors?: FieldFault[];
  data?: Record<string, unknown>;
  instance?: string;
  correlationId?: string;
}

/**
 * What a caller is told. Of an error that is not a ThroughlineError, and of one that is not the caller's doing, only the catalogue's own texts
 * are shown: a message may hold SQL, a path, or another person's data. Causes never appear.
 */
export function toProblem(error: unknown, instance?: string, correlationId?: string): Problem {
  const known = error instanceof ThroughlineError ? error : unexpectedErrors.internal({ cause: error });
  const { code, spec, details } = known;
  const told = spec.family === 'user' ? details : {};
  return {
    type: `urn:throughline:problem:${code}`,
    title: spec.title,
    status: spec.status,
    code,
    detail: told.detail ?? spec.situation,
    action: spec.action,
    ...(told.field !== undefined && { field: told.field }),
    ...(told.errors !== undefined && { errors: told.errors }),
    ...(told.data !== undefined && { data: told.data }),
    ...(instance !== undefined && { instance }),
    ...(correlationId !== undefined && { correlationId }),
  };
}
