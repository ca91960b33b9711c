import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';

import { Inject, Injectable } from '@nestjs/common';
import { idempotencyErrors } from '@throughline/errors/common-errors';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { currentContext } from '@throughline/observability/context';
import type { IdempotencyContext } from '@throughline/observability/context';
import { DataSource } from 'typeorm';

import { isRetryableConflict, sqlState, toThroughlineError, waitedFor } from './database-errors';
import { answerOf, answerSql, storedAnswer } from './idempotency-ledger';
import { OpenTransaction, preparedQuery } from './open-transaction';
import type { Opening } from './open-transaction';
import { PERSISTENCE_SETTINGS } from './persistence-settings';
import type { PersistenceSettings } from './persistence-settings';
import { sentAlone, SingleStatement } from './single-statement';
import type { Tx, WriteTx } from './transaction';

const attempts = 4;

/**
 * Runs work in one transaction. Work inside work joins the transaction around it, so a command may call another one; when the
 * inner one fails the whole is undone, also if the outer one swallows the error.
 */
@Injectable()
export class TransactionRunner {
  /** One for each runner: services in one process never join each other's transactions. */
  private readonly ambient = new AsyncLocalStorage<OpenTransaction>();

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(PERSISTENCE_SETTINGS) private readonly settings: PersistenceSettings,
  ) {}

  /**
   * Commits when `work` returns, rolls back when it throws. Deadlocks and serialisation failures are tried again from the start (3 times), so
   * `work` must have no effects but through `tx`. Under an `Idempotency-Key` the first run of the request answers a repetition from the
   * stored result; what `work` returns must then be plain JSON.
   * @throws unavailable.database, concurrency.busy, idempotency.key_reused, idempotency.in_flight
   */
  async run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const around = this.joinable();
    if (around) return this.join(around, work);
    const claim = unusedKey();
    return this.retrying(() => this.once(work, claim));
  }

  /**
   * The same for work that only writes and whose result does not come from the database: everything becomes one statement, its own transaction, in one
   * round trip, `Idempotency-Key` and answer included. What one statement cannot tell (why a key is taken) is found out by `run`, so `work` may be
   * called again.
   */
  async runInOneStatement<T>(work: (tx: WriteTx) => Promise<T>): Promise<T> {
    const around = this.joinable();
    if (around) return this.join(around, work);
    const claim = unusedKey();
    const done = await this.retrying(() => this.asOneStatement(work, claim));
    return done ? done.result : this.run(work);
  }

  /**
   * The same for reading: a read-only transaction, no idempotency. On behalf of a person it shows the rows within his reach only (row-reach.ts). Joins
   * a transaction when there is one, and sees what that sees.
   */
  async read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const around = this.joinable();
    if (around) return this.join(around, work);
    const reach = currentContext().principal?.reach?.();
    return this.retrying(() => this.once(work, undefined, { readOnly: true, ...(reach !== undefined && { reach }) }));
  }

  /**
   * Reading that has to weigh records beyond the reader's reach: what is like his, sums over a group of companies. Say at the call what becomes of
   * them, for the wall behind it is down.
   */
  async readBeyondReach<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const around = this.joinable();
    if (around) return this.join(around, work);
    return this.retrying(() => this.once(work, undefined, { readOnly: true }));
  }

  /**
   * Reading by one statement, in one round trip where `read` takes three: for what a command looks at before it does anything. Like all that commands
   * read it is beyond anybody's reach. Joins a transaction when there is one.
   */
  async peek<T>(name: string, sql: string, params: unknown[]): Promise<T[]> {
    const around = this.joinable();
    if (around) return this.join(around, (tx) => preparedQuery<T>(tx, name, sql, params));
    return this.retrying(() => sentAlone<T>(this.dataSource, { name, text: sql, values: params }));
  }

  private joinable(): OpenTransaction | undefined {
    const around = this.ambient.getStore();
    return around?.isOpen ? around : undefined;
  }

  private async join<T>(around: OpenTransaction, work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await work(around);
    } catch (error) {
      around.spoiledBy ??= error;
      throw error;
    }
  }

  private async retrying<T>(once: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once();
      } catch (error) {
        if (!isRetryableConflict(error) || attempt === attempts) throw toThroughlineError(error);
        await pause(Math.random() * 20 * attempt);
      }
    }
  }

  /** @returns undefined when it takes a longer way: the key is taken, or the work refuses what may be a repetition. */
  private async asOneStatement<T>(work: (tx: WriteTx) => Promise<T>, claim?: IdempotencyContext): Promise<{ result: T } | undefined> {
    const tx = new SingleStatement(this.settings.sandbox);
    try {
      const result = await work(tx);
      if (!(await tx.send(this.dataSource, claim && { claim, answer: result }))) return undefined;
      if (claim) claim.used = true;
      return { result };
    } catch (error) {
      if (claim && error instanceof ThroughlineError) return undefined;
      if (claim && sqlState(error) === '55P03' && waitedFor(error, 'idempotency')) throw idempotencyErrors.in_flight({ retryAfterSeconds: 1, cause: error });
      throw error;
    }
  }

  private async once<T>(work: (tx: Tx) => Promise<T>, claim?: IdempotencyContext, how: Pick<Opening, 'readOnly' | 'reach'> = {}): Promise<T> {
    const tx = await this.begin(claim, how);
    let result: T;
    try {
      if (claim && tx.repeated) return await this.repeat<T>(tx, claim);
      result = await this.ambient.run(tx, () => work(tx));
      if (tx.spoiledBy !== undefined) throw tx.spoiledBy;
      if (claim) tx.parting.push(answerSql(claim, result));
    } catch (error) {
      await tx.rollback();
      throw error;
    }
    if (how.readOnly) tx.leave();
    else await tx.commit();
    if (claim) claim.used = true;
    return result;
  }

  private async begin(claim: IdempotencyContext | undefined, how: Pick<Opening, 'readOnly' | 'reach'>): Promise<OpenTransaction> {
    try {
      return await OpenTransaction.begin(this.dataSource, { ...how, sandbox: this.settings.sandbox, ...(claim && { claim }) });
    } catch (error) {
      // The only lock that opening can wait for is the key, held by the first request.
      if (claim && sqlState(error) === '55P03') throw idempotencyErrors.in_flight({ retryAfterSeconds: 1, cause: error });
      throw error;
    }
  }

  private async repeat<T>(tx: OpenTransaction, claim: IdempotencyContext): Promise<T> {
    const [row] = await tx.query(storedAnswer.sql, storedAnswer.params(claim));
    const answer = answerOf(claim, row);
    await tx.rollback();
    claim.used = true;
    claim.replayed = true;
    return answer as T;
  }
}

/** Of the request that this work belongs to, unless its first transaction has taken it. */
function unusedKey(): IdempotencyContext | undefined {
  const { idempotency } = currentContext();
  return idempotency && !idempotency.used ? idempotency : undefined;
}
