import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import { poolOpened } from '@throughline/events/pool-events';
import { Outbox } from '@throughline/messaging/outbox';
import { brokenConstraint } from '@throughline/persistence/database-errors';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { LeadPolicy } from '@throughline/policy/lead-policy';
import { leadPolicySchema } from '@throughline/policy/lead-policy';
import { books } from '@throughline/process-contracts/clock';
import { queues } from '@throughline/process-contracts/queues';
import { workflowIds, workflowTypes } from '@throughline/process-contracts/workflow-ids';
import { v7 as uuidv7 } from 'uuid';
import { businessTypeSet } from '../pool/business-types';
import { Pool } from '../pool/pool.entity';
import { poolErrors } from '../pool/pool.errors';
import { PoolRepository } from '../pool/pool.repository';
import { policyErrors } from '../policy/policy.errors';
import { PolicyRepository } from '../policy/policy.repository';
import { poolLine } from '../pool-views/pool-line';
import type { PoolLine } from '../pool-views/pool-views.dto';
import type { NewPool } from './open-pool.dto';

interface PoolFacts {
  id: string;
  /** By which files and people name it. */
  key: string;
  name: string;
  /** Path of the unit whose pool it is. */
  orgPath: string;
  /** Lead fields that nobody sees before he owns the lead. */
  hiddenFields?: string[];
  /** Business types whose leads enter it where they name no pool. */
  takes?: string[];
}
export interface OpenPool extends PoolFacts {
  policy: LeadPolicy;
}

/** Opens a pool with its policy and registers its deadline books, so that its clocks are started. */
@Injectable()
export class OpenPoolCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly pools: PoolRepository,
    private readonly policies: PolicyRepository,
    private readonly deadlines: DeadlineBooks,
    private readonly outbox: Outbox,
  ) {}

  /** Of a fixed id; doing it again changes nothing. @returns whether the pool is new */
  async execute({ policy, ...facts }: OpenPool, tenant: string): Promise<boolean> {
    const checked = leadPolicySchema.parse(policy);
    return this.transaction.run(async (tx) => {
      if ((await this.pools.all(tx, true)).has(facts.id)) return false;
      // A policy that is there keeps its version in force, whatever the caller brought.
      await this.policies.keepFirst(tx, checked);
      await this.open(tx, facts, checked.id, tenant);
      return true;
    });
  }

  /** Of somebody who runs sales. @throws pool.unit_unknown, pool.name_taken, pool.key_taken, pool.business_type_taken, policy.not_found, access.denied */
  async asked({ unitId, unit, policyId, key, ...facts }: NewPool, by: Principal): Promise<PoolLine> {
    access.require(by, 'open', 'pool');
    try {
      return await this.transaction.run(async (tx) => {
        const orgPath = unit ?? (await this.pools.unitPath(tx, unitId!));
        if (unit !== undefined) await this.pools.requireUnit(tx, unit);
        const id = uuidv7();
        return poolLine(await this.open(tx, { id, key: key ?? `pool-${id.slice(-12)}`, orgPath, ...facts }, policyId, by.tenant));
      });
    } catch (error) {
      if (brokenConstraint(error) === 'pool_name_key') throw poolErrors.name_taken({ field: 'name' });
      if (brokenConstraint(error) === 'pool_key') throw poolErrors.key_taken({ field: 'key' });
      throw error;
    }
  }

  private async open(tx: Tx, { id, key, name, orgPath, hiddenFields = [], takes = [] }: PoolFacts, policyId: string, tenant: string): Promise<Pool> {
    const active = await this.policies.active(tx, 'lead', policyId);
    if (!active) throw policyErrors.not_found({ field: 'policyId' });
    const policyVersion = active.version;
    const pool = Object.assign(new Pool(), {
      ...{ id, key, name, orgPath, policyId, policyVersion, hiddenFields },
      takes: businessTypeSet(takes),
      assignmentPolicyId: null,
      administrators: [],
      status: 'open' as const,
      openedAt: tx.now,
      ...{ closedAt: null, closedBecause: null, leadsTo: null, leadsMoved: 0, leadsGraceDays: 0 },
      version: 1,
    });
    await this.pools.requireUntaken(tx, pool);
    await this.pools.insert(tx, pool);
    const clock = { workflowId: workflowIds.leadRecycling(tenant, id), workflowType: workflowTypes.leadRecycling, queue: queues.leads };
    const assignment = { workflowId: workflowIds.leadAssignment(tenant, id), workflowType: workflowTypes.leadAssignment, queue: queues.leads };
    await this.deadlines.register(tx, [{ book: books.pool(id), ...clock }, { book: books.assignments(id), ...assignment }]);
    await this.outbox.append(tx, poolOpened.of({ id, version: 1, orgPath, data: { poolId: id, name, policyId, policyVersion, takes: pool.takes } }));
    return pool;
  }
}
