import { concurrencyErrors, unavailableErrors } from '@throughline/errors/common-errors';
import { ThroughlineError } from '@throughline/errors/throughline-error';

const retryable = new Set(['40001', '40P01']);
/** Socket and pool faults that reach us without an SQLSTATE. */
const connectionCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENOENT']);
const connectionMessages =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable|Driver not Connected|Connection ended|pool after calling end/i;

/** SQLSTATE of a driver error, also inside TypeORM's QueryFailedError; undefined for anything else. */
export function sqlState(error: unknown): string | undefined {
  const outer = error as { code?: unknown; driverError?: { code?: unknown } } | null | undefined;
  const code = outer?.driverError?.code ?? outer?.code;
  return typeof code === 'string' ? code : undefined;
}

/** Name of the broken constraint (unique, check, foreign key, exclusion), so that a command can turn it into its own error. */
export function brokenConstraint(error: unknown): string | undefined {
  const outer = error as { constraint?: string; driverError?: { constraint?: string } } | null | undefined;
  return outer?.driverError?.constraint ?? outer?.constraint;
}

/** Whether a lock that could not be had in time was one of this table: the server names it in the error's context. */
export function waitedFor(error: unknown, table: string): boolean {
  return (error as { where?: string } | null)?.where?.includes(`"${table}"`) ?? false;
}

/** Serialisation failure or deadlock: the whole transaction may be tried again. */
export function isRetryableConflict(error: unknown): boolean {
  return retryable.has(sqlState(error) ?? '');
}

/** The database cannot be reached or is not able to work right now; says nothing about the request. */
export function isConnectionFailure(error: unknown): boolean {
  const code = sqlState(error);
  if (code !== undefined) {
    // 08 connection, 53 out of resources, 57P shutdown, 25P03 idle in transaction too long, 58 system.
    if (/^(08|53|57P|58)/.test(code) || code === '25P03' || connectionCodes.has(code)) return true;
  }
  if (error instanceof AggregateError) return error.errors.some(isConnectionFailure);
  return error instanceof Error && connectionMessages.test(error.message);
}

/**
 * Turns what the driver throws into the catalogue's errors: connection faults and statement timeouts → `unavailable.database` (503),
 * a lock that could not be had in time or a lasting conflict → `concurrency.busy` (409). Everything else stays as it is.
 */
export function toThroughlineError(error: unknown): unknown {
  if (error instanceof ThroughlineError) return error;
  const code = sqlState(error);
  if (code === '55P03' || isRetryableConflict(error)) return concurrencyErrors.busy({ cause: error, retryAfterSeconds: 1 });
  if (code === '57014' || isConnectionFailure(error)) return unavailableErrors.database({ cause: error, retryAfterSeconds: 5 });
  return error;
}

/** True where trying again later may help although nothing about the request changes: a consumer then waits instead of giving up. */
export function isInfrastructureFailure(error: unknown): boolean {
  if (error instanceof ThroughlineError) return error.code.startsWith('unavailable.');
  return isConnectionFailure(error);
}
