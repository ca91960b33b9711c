import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { poolAssignmentSet } from '@throughline/events/pool-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { updateVersioned } from '@throughline/persistence/update-versioned';
import { RingRepository } from '../assignment/ring.repository';
import { policyErrors } from '../policy/policy.errors';
import { PolicyRepository } from '../policy/policy.repository';
import { PoolRepository } from '../pool/pool.repository';
import type { PoolAssignment } from './set-pool-assignment.dto';

/** Says by which policy the leads of a pool are given out: always by its version in force. What lies in the pool already stays there until somebody asks. */
@Injectable()
export class SetPoolAssignmentCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly pools: PoolRepository,
    private readonly policies: PolicyRepository,
    private readonly rings: RingRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws pool.not_found, policy.not_found, access.denied */
  async execute({ poolId, policyId }: { poolId: string; policyId: string | null }, by: Principal): Promise<PoolAssignment> {
    access.require(by, 'set-assignment', 'pool');
    return this.transaction.run(async (tx) => {
      await this.rings.lock(tx, poolId);
      const pool = (await this.pools.all(tx, true)).get(poolId) ?? (await this.pools.find(tx, poolId));
      if (policyId !== null && !(await this.policies.active(tx, 'assignment', policyId))) throw policyErrors.not_found({ field: 'policyId' });
      if (pool.assignmentPolicyId === policyId) return { poolId, policyId, version: pool.version };
      const version = await updateVersioned(tx, 'pool', poolId, pool.version, { assignment_policy_id: policyId });
      await this.outbox.append(tx, poolAssignmentSet.of({ id: poolId, version, orgPath: pool.orgPath, data: { poolId, policyId, before: pool.assignmentPolicyId } }));
      // What is kept in memory is read anew; other processes follow within their two seconds.
      await this.pools.all(tx, true);
      return { poolId, policyId, version };
    });
  }
}
