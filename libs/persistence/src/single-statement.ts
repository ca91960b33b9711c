import type { IdempotencyContext } from '@throughline/observability/context';
import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';

import { afterwards } from './after-commit';
import { isConnectionFailure, sqlState } from './database-errors';
import { claimedMoment } from './idempotency-ledger';
import { databaseNow, sandboxNow } from './moments';
import type { WriteTx } from './transaction';
import { oneStatement } from './write';
import type { PreparedStatement, Write } from './write';

/** Collects what is to be written, then sends it as one statement, which the database commits by itself. Only TransactionRunner makes one. */
export class SingleStatement implements WriteTx {
  private readonly writes: Write[] = [];
  private readonly hooks: (() => void)[] = [];
  private open = true;

  constructor(private readonly sandbox: boolean) {}

  write(write: Write): Promise<void> {
    if (!this.open) return Promise.reject(new Error('The transaction has ended: something was written after the work had returned.'));
    this.writes.push(write);
    return Promise.resolve();
  }

  afterCommit(fn: () => void): void {
    this.hooks.push(fn);
  }

  /** @returns false when the key was taken before, and nothing was written */
  async send(dataSource: DataSource, claimed?: { claim: IdempotencyContext; answer: unknown }): Promise<boolean> {
    this.open = false;
    const clock = this.sandbox ? { name: 'stored', sql: sandboxNow } : { name: 'wall', sql: databaseNow };
    const moment = claimed ? claimedMoment(claimed.claim, claimed.answer, clock) : { ...clock, sql: `moment AS MATERIALIZED (${clock.sql})`, params: [] };
    const { length } = await sentAlone(dataSource, oneStatement(moment, this.writes));
    if (length === 1) afterwards(this.hooks);
    else if (!claimed) throw new Error('sandbox.time holds no instant: run the sandbox migration first.');
    return length === 1;
  }
}

/** On any connection of the pool, a transaction by itself. Not `Pool.query`: that throws the connection away for a mere broken constraint. */
export async function sentAlone<T>(dataSource: DataSource, statement: PreparedStatement): Promise<T[]> {
  const pool = (dataSource.driver as unknown as { master: Pool }).master;
  const client: PoolClient = await pool.connect();
  try {
    const { rows } = await client.query(statement);
    client.release();
    return rows as T[];
  } catch (error) {
    const alive = sqlState(error) !== undefined && !isConnectionFailure(error);
    client.release(alive ? undefined : (error as Error));
    throw error;
  }
}
