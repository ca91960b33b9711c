import type { EntityManager } from 'typeorm';

/** One open database transaction. */
export interface Tx {
  /** For mapping through TypeORM; statements on a hot path go through `query`. */
  readonly manager: EntityManager;
  /** Business time of the whole transaction: the database's clock or, in a sandbox, the stored instant. Truncated to milliseconds. */
  readonly now: Date;
  /** Rows of one SQL statement with `$1` parameters; a driver error is thrown as it comes (see database-errors.ts). */
  query<T = any>(sql: string, params?: unknown[]): Promise<T[]>;
  /** Runs after the commit, never after a rollback. A failure in it is logged, it cannot undo the commit. */
  afterCommit(fn: () => void): void;
}
