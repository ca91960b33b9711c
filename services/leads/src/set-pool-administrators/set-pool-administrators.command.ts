import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import { poolAdministratorsSet } from '@throughline/events/pool-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { updateVersioned } from '@throughline/persistence/update-versioned';
import { RingRepository } from '../assignment/ring.repository';
import { poolErrors } from '../pool/pool.errors';
import { PoolRepository } from '../pool/pool.repository';
import type { PoolAdministrators } from './set-pool-administrators.dto';

/** Says who looks after a pool: they get its `pool-admin` reminders and see what is hidden in it. */
@Injectable()
export class SetPoolAdministratorsCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly pools: PoolRepository,
    private readonly people: PeopleBook,
    private readonly rings: RingRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws pool.not_found, pool.administrator_unknown, access.denied */
  async execute({ poolId, people }: { poolId: string; people: string[] }, by: Principal): Promise<PoolAdministrators> {
    access.require(by, 'set-administrators', 'pool');
    return this.transaction.run(async (tx) => {
      await this.rings.lock(tx, poolId);
      const pool = (await this.pools.all(tx, true)).get(poolId) ?? (await this.pools.find(tx, poolId));
      for (const personId of people) {
        if (!(await this.people.person(tx, personId))?.active) throw poolErrors.administrator_unknown({ field: 'people', data: { personId } });
      }
      // An array of PostgreSQL: one of JavaScript would be written as JSON.
      const version = await updateVersioned(tx, 'pool', poolId, pool.version, { administrators: `{${people.join(',')}}` });
      await this.outbox.append(tx, poolAdministratorsSet.of({ id: poolId, version, orgPath: pool.orgPath, data: { poolId, people, before: pool.administrators } }));
      // What is kept in memory is read anew; other processes follow within their two seconds.
      await this.pools.all(tx, true);
      return { poolId, people, version };
    });
  }
}
