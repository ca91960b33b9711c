import type { EntityManager } from 'typeorm';

import type { Write } from './write';

/** A transaction as far as work needs it that only writes. */
export interface WriteTx {
  /** Writes, sooner or later within the transaction; wait for it all the same. */
  write(write: Write): Promise<void>;
  /** Runs after the commit, never after a rollback. A failure in it is logged, it cannot undo the commit. */
  afterCommit(fn: () => void): void;
}

/** One open database transaction. */
export interface Tx extends WriteTx {
  /** For mapping through TypeORM; statements on a hot path go through `query`. */
  readonly manager: EntityManager;
  /** Business time of the whole transaction: the database's clock or, in a sandbox, the stored instant. Truncated to milliseconds. */
  readonly now: Date;
  /** Rows of one SQL statement with `$1` parameters; a driver error is thrown as it comes (see database-errors.ts). */
  query<T = any>(sql: string, params?: unknown[]): Promise<T[]>;
}
