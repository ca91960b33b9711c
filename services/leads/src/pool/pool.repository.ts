import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { LeadPolicy } from '@throughline/policy/lead-policy';
import { leadPolicySchema } from '@throughline/policy/lead-policy';
import type { LeadRules } from '../lead/lead-moments';
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
  /** A policy version never changes. */
  private readonly policies = new Map<string, LeadPolicy>();

  constructor(
    private readonly people: PeopleBook,
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
    return { policy: await this.policy(tx, pool.policyId, version), calendar: await this.workingCalendar(tx) };
  }

  async insert(tx: Tx, pool: Pool): Promise<void> {
    await tx.manager.insert(Pool, pool);
    await tx.query('INSERT INTO round_robin (pool_id) VALUES ($1)', [pool.id]);
    this.pools = undefined;
  }

  /** Keeps a policy version; the same version again must be the same document. @returns false when it was there */
  async keepPolicy(tx: Tx, policy: LeadPolicy): Promise<boolean> {
    const rows = await tx.query(
      'INSERT INTO lead_policy (id, version, document, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING id',
      [policy.id, policy.version, JSON.stringify(policy), tx.now],
    );
    return rows.length > 0;
  }

  private async policy(tx: Tx, id: string, version: number): Promise<LeadPolicy> {
    const key = `${id}@${version}`;
    const known = this.policies.get(key);
    if (known) return known;
    const [row] = await tx.query<{ document: unknown }>('SELECT document FROM lead_policy WHERE id = $1 AND version = $2', [id, version]);
    const policy = leadPolicySchema.parse(row?.document);
    this.policies.set(key, policy);
    return policy;
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
