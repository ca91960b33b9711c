import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { poolChanged } from '@throughline/events/pool-events';
import { Outbox } from '@throughline/messaging/outbox';
import { brokenConstraint } from '@throughline/persistence/database-errors';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { RingRepository } from '../assignment/ring.repository';
import type { PoolLine } from '../pool-views/pool-views.dto';
import { poolLine } from '../pool-views/pool-line';
import { businessTypeSet } from '../pool/business-types';
import { poolErrors } from '../pool/pool.errors';
import { PoolRepository } from '../pool/pool.repository';
import type { ChangePool } from './change-pool.dto';

/** Gives a pool another name, opens it to another unit, or hides other fields in it, or has it take other business types. */
@Injectable()
export class ChangePoolCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly pools: PoolRepository,
    private readonly rings: RingRepository,
    private readonly outbox: Outbox,
  ) {}

  /** What is so already changes nothing. @throws pool.not_found, pool.name_taken, pool.unit_unknown, pool.business_type_taken, access.denied */
  async execute({ poolId, ...change }: ChangePool & { poolId: string }, by: Principal): Promise<PoolLine> {
    access.require(by, 'change', 'pool');
    try {
      return await this.transaction.run(async (tx) => {
        await this.rings.lock(tx, poolId);
        const pool = await this.pools.fresh(tx, poolId);
        const before = { name: pool.name, unit: pool.orgPath, hiddenFields: pool.hiddenFields, takes: pool.takes };
        const after = { ...before, ...defined(change), takes: businessTypeSet(change.takes ?? before.takes) };
        if (same(before, after)) return poolLine(pool);
        if (after.unit !== before.unit) await this.pools.requireUnit(tx, after.unit);
        if (pool.status === 'open') await this.pools.requireUntaken(tx, { id: poolId, orgPath: after.unit, takes: after.takes });
        await this.pools.change(tx, pool, { name: after.name, orgPath: after.unit, hiddenFields: after.hiddenFields, takes: after.takes });
        // Free leads are where their pool is.
        if (after.unit !== before.unit) await this.pools.moveFreeLeads(tx, poolId, after.unit);
        await this.outbox.append(tx, poolChanged.of({ id: poolId, version: pool.version, orgPath: after.unit, data: { poolId, ...after, before } }));
        return poolLine(pool);
      });
    } catch (error) {
      if (brokenConstraint(error) === 'pool_name_key') throw poolErrors.name_taken({ field: 'name' });
      throw error;
    }
  }
}

const defined = <T extends object>(change: T) => Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as { [K in keyof T]-?: NonNullable<T[K]> };
const same = (one: object, other: object) => JSON.stringify(one) === JSON.stringify(other);
