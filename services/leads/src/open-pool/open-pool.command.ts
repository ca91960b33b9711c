import { Injectable } from '@nestjs/common';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import { poolOpened } from '@throughline/events/lead-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { LeadPolicy } from '@throughline/policy/lead-policy';
import { leadPolicySchema } from '@throughline/policy/lead-policy';
import { books } from '@throughline/process-contracts/clock';
import { queues } from '@throughline/process-contracts/queues';
import { workflowIds, workflowTypes } from '@throughline/process-contracts/workflow-ids';
import { Pool } from '../pool/pool.entity';
import { PolicyRepository } from '../policy/policy.repository';
import { PoolRepository } from '../pool/pool.repository';

export interface OpenPool {
  id: string;
  name: string;
  /** Path of the unit whose pool it is. */
  orgPath: string;
  policy: LeadPolicy;
  /** Lead fields that nobody sees before he owns the lead. */
  hiddenFields?: string[];
}

/** Opens a pool with its policy and registers its deadline book, so that its clock is started. Doing it again changes nothing. */
@Injectable()
export class OpenPoolCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly pools: PoolRepository,
    private readonly policies: PolicyRepository,
    private readonly deadlines: DeadlineBooks,
    private readonly outbox: Outbox,
  ) {}

  /** @returns whether the pool is new */
  async execute({ id, name, orgPath, policy, hiddenFields = [] }: OpenPool, tenant: string): Promise<boolean> {
    const checked = leadPolicySchema.parse(policy);
    return this.transaction.run(async (tx) => {
      if ((await this.pools.all(tx, true)).has(id)) return false;
      // A policy that is there keeps its version in force, whatever the caller brought.
      await this.policies.keepFirst(tx, checked);
      const { version: policyVersion } = (await this.policies.active(tx, 'lead', checked.id))!;
      const pool = Object.assign(new Pool(), {
        id,
        name,
        orgPath,
        policyId: checked.id,
        policyVersion,
        assignmentPolicyId: null,
        hiddenFields,
        administrators: [],
        status: 'open' as const,
        openedAt: tx.now,
        version: 1,
      });
      await this.pools.insert(tx, pool);
      const clock = { workflowId: workflowIds.leadRecycling(tenant, id), workflowType: workflowTypes.leadRecycling, queue: queues.leads };
      const assignment = { workflowId: workflowIds.leadAssignment(tenant, id), workflowType: workflowTypes.leadAssignment, queue: queues.leads };
      await this.deadlines.register(tx, [{ book: books.pool(id), ...clock }, { book: books.assignments(id), ...assignment }]);
      const data = { poolId: id, name, policyId: checked.id, policyVersion };
      await this.outbox.append(tx, poolOpened.of({ id, version: 1, orgPath, data }));
      return true;
    });
  }
}
