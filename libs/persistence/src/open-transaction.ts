import type { Duplex } from 'node:stream';

import type { IdempotencyContext } from '@throughline/observability/context';
import { rootLogger } from '@throughline/observability/logger';
import type { PoolClient, QueryResult } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';

import { afterwards } from './after-commit';
import { sqlState } from './database-errors';
import { claimSql } from './idempotency-ledger';
import { databaseNow, sandboxNow } from './moments';
import { narrowReach } from './row-reach';
import type { Tx } from './transaction';
import { oneStatement } from './write';
import type { Write } from './write';

export interface Opening {
  readOnly?: boolean;
  /** Business time comes from `sandbox.time`, in the same round trip as BEGIN. */
  sandbox: boolean;
  claim?: IdempotencyContext;
  /** What the reader may see; absent: everything. */
  reach?: string;
}

interface Together {
  writes: Write[];
  send: () => void;
  sent: Promise<unknown>;
}

/** A transaction from BEGIN to COMMIT or ROLLBACK on one pooled connection. Only TransactionRunner makes one. */
export class OpenTransaction implements Tx {
  /** True when another transaction has already answered the claimed idempotency key. */
  repeated = false;
  /** Set when joined work threw: committing what is left of it would be a half effect. */
  spoiledBy: unknown;
  /** Statements without parameters that ride along with COMMIT. */
  readonly parting: string[] = [];
  private readonly hooks: (() => void)[] = [];
  private open = true;
  /** What was written this moment and is not sent yet. */
  private together: Together | undefined;
  /** The first statement's error: from then on the server refuses every other. */
  private brokenBy: unknown;

  private constructor(
    private readonly runner: QueryRunner,
    private readonly client: PoolClient,
    readonly now: Date,
  ) {}

  static async begin(dataSource: DataSource, opening: Opening): Promise<OpenTransaction> {
    const runner = dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      const statements = [opening.readOnly ? 'BEGIN READ ONLY' : 'BEGIN', opening.sandbox ? sandboxNow : databaseNow];
      if (opening.claim) statements.push(claimSql(opening.claim));
      if (opening.reach !== undefined) statements.push(narrowReach(opening.reach));
      const results = (await client.query(statements.join('; '))) as unknown as QueryResult[];
      const now = results[1]?.rows[0]?.now as Date | undefined;
      if (!now) throw new Error('sandbox.time holds no instant: run the sandbox migration first.');
      // TypeORM must know of our BEGIN, or manager.transaction() would start a second one instead of a savepoint.
      Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
      const transaction = new OpenTransaction(runner, client, now);
      transaction.repeated = opening.claim !== undefined && results[2]?.rowCount === 0;
      return transaction;
    } catch (error) {
      await release(runner, error);
      throw error;
    }
  }

  get manager(): EntityManager {
    return this.runner.manager;
  }

  get isOpen(): boolean {
    return this.open;
  }

  query<T = any>(sql: string, params?: unknown[]): Promise<T[]> {
    return this.send<T>({ text: sql, values: params });
  }

  /** Like `query`, prepared once for each connection: for the few large statements that every command sends. */
  prepared<T = any>(name: string, sql: string, params: unknown[]): Promise<T[]> {
    return this.send<T>({ name, text: sql, values: params });
  }

  /** What is written without waiting for one another goes as one statement; what is sent after it comes after it. */
  async write(write: Write): Promise<void> {
    if (this.together?.writes.some(({ into }) => into === write.into)) this.sendTogether();
    this.together ??= this.gather();
    this.together.writes.push(write);
    await this.together.sent;
  }

  afterCommit(fn: () => void): void {
    this.hooks.push(fn);
  }

  async commit(): Promise<void> {
    this.sendTogether();
    this.open = false;
    try {
      const answer = (await this.client.query([...this.parting, 'COMMIT'].join('; '))) as unknown as QueryResult | QueryResult[];
      const last = Array.isArray(answer) ? answer[answer.length - 1] : answer;
      // An aborted transaction answers COMMIT with ROLLBACK and no error.
      if (last?.command !== 'COMMIT') throw new Error('The transaction was rolled back: a failed statement in it was ignored.');
    } catch (error) {
      await this.rollback();
      throw error;
    }
    await release(this.runner);
    afterwards(this.hooks);
  }

  /** Ends what only read: whoever asked has his answer, and does not wait for one more round trip. */
  leave(): void {
    this.commit().catch((error: unknown) => rootLogger('persistence').warn({ err: error }, 'a transaction that only read has not ended as it should'));
  }

  async rollback(): Promise<void> {
    this.open = false;
    try {
      await this.client.query('ROLLBACK');
      await release(this.runner);
    } catch (error) {
      await release(this.runner, error);
    }
  }

  private gather(): Together {
    const moment = { name: 'at', sql: 'moment AS MATERIALIZED (SELECT $1::timestamptz AS now)', params: [this.now] };
    const writes: Write[] = [];
    let send = (): void => undefined;
    const sent = new Promise<unknown>((resolve) => (send = () => resolve(this.send(oneStatement(moment, writes)))));
    queueMicrotask(() => this.sendTogether());
    return { writes, send, sent };
  }

  private sendTogether(): void {
    const { together } = this;
    this.together = undefined;
    together?.send();
  }

  /** Statements sent in one go leave in one write: on a loopback the write itself is what a short statement costs most. */
  private corked(): void {
    const { stream } = (this.client as unknown as { connection: { stream: Duplex } }).connection;
    stream.cork();
    process.nextTick(() => stream.uncork());
  }

  private async send<T>(config: { name?: string; text: string; values: unknown[] | undefined }): Promise<T[]> {
    this.sendTogether();
    if (!this.open) throw new Error('The transaction has ended: a query was sent after the work had returned.');
    this.corked();
    try {
      const result = await this.client.query(config as { text: string; values: unknown[] });
      return result.rows as T[];
    } catch (error) {
      // Of statements sent together the later ones only hear that the transaction is aborted: what broke it is told instead, whoever asks first.
      if (sqlState(error) === '25P02' && this.brokenBy !== undefined) throw this.brokenBy;
      this.brokenBy ??= error;
      throw error;
    }
  }
}

/** With an error the pool throws the connection away: its state is unknown. */
function release(runner: QueryRunner, error?: unknown): Promise<void> {
  Object.assign(runner, { isTransactionActive: false, transactionDepth: 0 });
  if (error === undefined) return runner.release();
  return (runner as unknown as { releasePostgresConnection(error: unknown): Promise<void> }).releasePostgresConnection(error);
}

/** A named prepared statement on a real transaction, a plain query on a fake one. */
export function preparedQuery<T = any>(tx: Tx, name: string, sql: string, params: unknown[]): Promise<T[]> {
  return tx instanceof OpenTransaction ? tx.prepared<T>(name, sql, params) : tx.query<T>(sql, params);
}
