import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { preparedQuery } from '@throughline/persistence/open-transaction';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { updateVersioned } from '@throughline/persistence/update-versioned';
import { books } from '@throughline/process-contracts/clock';
import type { LeadRules } from '../lead/lead-moments';
import { PolicyRepository } from '../policy/policy.repository';
import type { Unplaced } from './choose-pool';
import { choosePool, noPool } from './choose-pool';
import { Pool } from './pool.entity';
import { poolErrors } from './pool.errors';

/** Milliseconds (wall clock) for which pools are taken from memory: a change takes effect within it. */
const KEPT = 2_000;

interface Kept<T> {
  value: T;
  until: number;
}

/** Pools and their policies. They are read by every command and change a few times a year, so they are kept for a moment. */
@Injectable()
export class PoolRepository {
  private pools: Kept<Map<string, Pool>> | undefined;
  private reading: Promise<ReadonlyMap<string, Pool>> | undefined;

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

  /** The named pool; else the one for such a lead, or for many leads the only open one. @throws pool.not_found, pool.closed, pool.none_open */
  async open(tx: Tx, poolId: string | undefined, lead?: Unplaced): Promise<Pool> {
    if (poolId !== undefined) return checkedOpen(await this.find(tx, poolId));
    if (!lead) return onlyOpen(await this.all(tx));
    return choosePool((await this.all(tx)).values(), lead) ?? noPool((await this.all(tx, true)).values(), lead);
  }

  /** The same for work that only writes: from memory, else read in a transaction of its own. */
  async openNow(poolId: string | undefined, lead: Unplaced): Promise<Pool> {
    const pools = this.kept() ?? (await this.readOnce());
    if (poolId === undefined) return choosePool(pools.values(), lead) ?? (await this.chosenAnew(lead));
    const pool = pools.get(poolId) ?? (await this.readOnce()).get(poolId);
    if (!pool) throw poolErrors.not_found();
    return checkedOpen(pool);
  }

  /** A pool may have been opened a moment ago. @throws pool.none_open */
  private async chosenAnew(lead: Unplaced): Promise<Pool> {
    const pools = await this.readOnce();
    return choosePool(pools.values(), lead) ?? noPool(pools.values(), lead);
  }

  async all(tx: Tx, fresh = false): Promise<ReadonlyMap<string, Pool>> {
    const kept = fresh ? undefined : this.kept();
    if (kept) return kept;
    const pools = await tx.manager.find(Pool, { order: { name: 'ASC' } });
    this.pools = { value: new Map(pools.map((pool) => [pool.id, pool])), until: Date.now() + (pools.length > 0 ? KEPT : 0) };
    return this.pools.value;
  }

  /** As it is this moment, not as it is remembered. @throws pool.not_found */
  async fresh(tx: Tx, poolId: string): Promise<Pool> {
    const pool = await tx.manager.findOneBy(Pool, { id: poolId });
    if (!pool) throw poolErrors.not_found();
    return pool;
  }

  /** Writes what has changed of a pool that was read in this transaction, and its version. Other processes follow within two seconds. */
  async change(tx: Tx, pool: Pool, changes: Partial<Pool>): Promise<void> {
    const { columns } = tx.manager.connection.getMetadata(Pool);
    const named = Object.entries(changes).map(([property, value]) => [columns.find(({ propertyName }) => propertyName === property)!.databaseName, arrayText(value)]);
    const version = await updateVersioned(tx, 'pool', pool.id, pool.version, Object.fromEntries(named) as Record<string, unknown>);
    Object.assign(pool, changes, { version });
    tx.afterCommit(() => this.forget());
  }

  /** Names of the open pools that have a policy. */
  async openUnder(tx: Tx, kind: string, policyId: string): Promise<string[]> {
    const rows = await tx.query<{ name: string }>(
      `SELECT name FROM pool WHERE status = 'open' AND CASE $1 WHEN 'lead' THEN policy_id WHEN 'assignment' THEN assignment_policy_id END = $2 ORDER BY name`,
      [kind, policyId],
    );
    return rows.map(({ name }) => name);
  }

  /** Whether leads of a closed pool are on their way to this one. */
  async awaitsLeads(tx: Tx, poolId: string): Promise<boolean> {
    const rows = await tx.query(`SELECT FROM pool AS p JOIN deadline AS d ON d.book = $2 AND d.subject_id = 'close:' || p.id WHERE p.leads_to = $1`, [poolId, books.policies()]);
    return rows.length > 0;
  }

  /** Names of the open forms that bring leads into a pool. */
  async forms(tx: Tx, poolId: string): Promise<string[]> {
    const rows = await tx.query<{ name: string }>(`SELECT name FROM lead_form WHERE pool_id = $1 AND status = 'open' ORDER BY name`, [poolId]);
    return rows.map(({ name }) => name);
  }

  /** Free and owned leads of a pool. Indexes: lead_available, lead_owned. */
  async openLeads(tx: Tx, poolId: string): Promise<number> {
    const [row] = await tx.query<{ count: number }>(`SELECT count(*)::int AS count FROM lead WHERE pool_id = $1 AND status IN ('available', 'owned')`, [poolId]);
    return row!.count;
  }

  /** Free leads lie where their pool does. Of a large pool these are many rows, in one statement: it may take a minute. Index: lead_available. */
  async moveFreeLeads(tx: Tx, poolId: string, orgPath: string): Promise<void> {
    await tx.query("SET LOCAL statement_timeout = '60s'");
    await tx.query(`UPDATE lead SET org_path = $2 WHERE pool_id = $1 AND status = 'available' AND org_path <> $2`, [poolId, orgPath]);
  }

  /**
   * That no other open pool of the unit takes one of the business types. Who asks next waits until this transaction has ended.
   * @throws pool.business_type_taken
   */
  async requireUntaken(tx: Tx, { id, orgPath, takes }: Pick<Pool, 'id' | 'orgPath' | 'takes'>): Promise<void> {
    if (takes.length === 0) return;
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('pool.takes:' || $1, 0))`, [orgPath]);
    const sql = `SELECT id AS "poolId", key, name, takes FROM pool WHERE status = 'open' AND org_path = $1 AND takes && $2::text[] AND id <> $3 ORDER BY name`;
    const [other] = await tx.query<{ poolId: string; key: string; name: string; takes: string[] }>(sql, [orgPath, takes, id]);
    if (!other) return;
    const { takes: theirs, ...pool } = other;
    const businessTypes = takes.filter((type) => theirs.includes(type));
    throw poolErrors.business_type_taken({ field: 'takes', detail: `The pool “${pool.name}” takes ${businessTypes.join(', ')}.`, data: { businessTypes, pool } });
  }

  /** The directory has told of a unit with this path. @throws pool.unit_unknown */
  async requireUnit(tx: Tx, path: string): Promise<void> {
    const [unit] = await tx.query('SELECT FROM known_unit WHERE path = $1', [path]);
    if (!unit) throw poolErrors.unit_unknown({ field: 'unit' });
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

  /**
   * The rules of a new ownership, or of one that has pinned `version`. A lead that nobody owns may name a version of the policy that its pool had before:
   * then those in force.
   */
  async rules(tx: Tx, pool: Pool, version = pool.policyVersion): Promise<LeadRules> {
    const known = await this.policies.rules(tx, 'lead', pool.policyId, version).catch((error: unknown) => {
      if (error instanceof ThroughlineError && error.code === 'policy.not_found' && version !== pool.policyVersion) return undefined;
      throw error;
    });
    const policy = known ?? (await this.policies.rules(tx, 'lead', pool.policyId, pool.policyVersion));
    return { policy, calendar: await this.people.calendar(tx) };
  }

  /**
   * That new ownerships of the pool have taken the policy, and its version, that it has this moment. Under the pool's book (`DeadlineBooks.hold`) it cannot
   * change.
   * @throws a conflict that makes the transaction begin anew, with what is remembered forgotten, when it is another
   */
  async requireInForce(tx: Tx, poolId: string, taken: Iterable<{ id: string; version: number }>): Promise<void> {
    const sql = 'SELECT policy_id AS id, policy_version AS version FROM pool WHERE id = $1';
    const [row] = await preparedQuery<{ id: string; version: number }>(tx, 'pool-policy-in-force', sql, [poolId]);
    for (const { id, version } of taken) {
      if (row?.id === id && row.version === version) continue;
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
}

/** An array of PostgreSQL: one of JavaScript would be written as JSON. */
function arrayText(value: unknown): unknown {
  return Array.isArray(value) ? `{${value.map((one) => JSON.stringify(one)).join(',')}}` : value;
}

/** @throws pool.none_open */
function onlyOpen(pools: ReadonlyMap<string, Pool>): Pool {
  const open = [...pools.values()].filter(({ status }) => status === 'open');
  return open.length === 1 ? open[0]! : noPool(open);
}

/** @throws pool.closed */
function checkedOpen(pool: Pool): Pool {
  if (pool.status !== 'open') throw poolErrors.closed();
  return pool;
}
