import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { preparedQuery } from '@throughline/persistence/open-transaction';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { LeadRules } from '../lead/lead-moments';
import { PolicyRepository } from '../policy/policy.repository';
import { Pool } from './pool.entity';
import { poolErrors } from './pool.errors';

/** Milliseconds (wall clock) for which pools and calendar are taken from memory: a change takes effect within it. */
const KEPT = 2_000;

interface Kept<T> {
  value: T;
  until: number;
}

/** Pools and their policies. Both are read by every command and change a few times a year, so they are kept for a moment. */
@Injectable()
export class PoolRepository {
  private pools: Kept<Map<string, Pool>> | undefined;
  private reading: Promise<ReadonlyMap<string, Pool>> | undefined;
  private calendar: Kept<WorkingCalendar> | undefined;

  constructor(
    private readonly people: PeopleBook,
    private readonly policies: PolicyRepository,
    private readonly transaction: TransactionRunner,
  ) {}

  /** @throws pool.not_found */
  async find(tx: Tx, poolId: string): Promise<Pool> {
    const pool = (await this.all(tx)).get(poolId) ?? (await this.all(tx, true)).get(poolId);
    if (!pool) throw poolErrors.not_found();
    return pool;
  }

  /** The named pool, or the only open one. @throws pool.not_found, pool.closed, pool.none_open */
  async open(tx: Tx, poolId?: string): Promise<Pool> {
    return poolId === undefined ? onlyOpen(await this.all(tx)) : checkedOpen(await this.find(tx, poolId));
  }

  /** The same for work that only writes: from memory, else read in a transaction of its own. */
  async openNow(poolId?: string): Promise<Pool> {
    const pools = this.kept() ?? (await this.readOnce());
    if (poolId === undefined) return onlyOpen(pools);
    const pool = pools.get(poolId) ?? (await this.readOnce()).get(poolId);
    if (!pool) throw poolErrors.not_found();
    return checkedOpen(pool);
  }

  async all(tx: Tx, fresh = false): Promise<ReadonlyMap<string, Pool>> {
    const kept = fresh ? undefined : this.kept();
    if (kept) return kept;
    const pools = await tx.manager.find(Pool, { order: { name: 'ASC' } });
    this.pools = { value: new Map(pools.map((pool) => [pool.id, pool])), until: Date.now() + (pools.length > 0 ? KEPT : 0) };
    return this.pools.value;
  }

  /** Of a unit that the directory has told of. @throws pool.unit_unknown */
  async unitPath(tx: Tx, unitId: string): Promise<string> {
    const [unit] = await tx.query<{ path: string }>('SELECT path FROM known_unit WHERE id = $1', [unitId]);
    if (!unit) throw poolErrors.unit_unknown({ field: 'unitId' });
    return unit.path;
  }

  private kept(): ReadonlyMap<string, Pool> | undefined {
    return this.pools && this.pools.until >= Date.now() ? this.pools.value : undefined;
  }

  /** Those who come while it is read wait for the same answer, or each would read what all need at the same instant. */
  private readOnce(): Promise<ReadonlyMap<string, Pool>> {
    this.reading ??= this.transaction.read((tx) => this.all(tx, true)).finally(() => (this.reading = undefined));
    return this.reading;
  }

  /** The rules of a new ownership, or of one that has pinned `version`. */
  async rules(tx: Tx, pool: Pool, version = pool.policyVersion): Promise<LeadRules> {
    return { policy: await this.policies.rules(tx, 'lead', pool.policyId, version), calendar: await this.workingCalendar(tx) };
  }

  /**
   * The version that new ownerships of the pool take, as it is this moment. Under the pool's book (`DeadlineBooks.hold`) it cannot change.
   * @throws a conflict that makes the transaction begin anew, with what is remembered forgotten, when it is another
   */
  async requireInForce(tx: Tx, poolId: string, versions: Iterable<number>): Promise<void> {
    const [row] = await preparedQuery<{ version: number }>(tx, 'pool-policy-version', 'SELECT policy_version AS version FROM pool WHERE id = $1', [poolId]);
    for (const version of versions) {
      if (row?.version === version) continue;
      this.forget();
      throw Object.assign(new Error('The rules of the pool have changed meanwhile.'), { code: '40001' });
    }
  }

  /** What is remembered of pools is read anew. */
  forget(): void {
    this.pools = undefined;
  }

  async insert(tx: Tx, pool: Pool): Promise<void> {
    await tx.manager.insert(Pool, pool);
    await tx.query('INSERT INTO round_robin (pool_id) VALUES ($1)', [pool.id]);
    this.pools = undefined;
  }

  private async workingCalendar(tx: Tx): Promise<WorkingCalendar> {
    if (!this.calendar || this.calendar.until < Date.now()) {
      this.calendar = { value: await this.people.calendar(tx), until: Date.now() + KEPT };
    }
    return this.calendar.value;
  }
}

/** @throws pool.none_open */
function onlyOpen(pools: ReadonlyMap<string, Pool>): Pool {
  const open = [...pools.values()].filter(({ status }) => status === 'open');
  if (open.length !== 1) throw poolErrors.none_open({ field: 'poolId', data: { open: open.map(({ id, name }) => ({ id, name })) } });
  return open[0]!;
}

/** @throws pool.closed */
function checkedOpen(pool: Pool): Pool {
  if (pool.status !== 'open') throw poolErrors.closed();
  return pool;
}
