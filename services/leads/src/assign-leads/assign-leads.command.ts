import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { AssignmentPolicy } from '@throughline/policy/assignment-policy';
import { assignmentPolicySchema } from '@throughline/policy/assignment-policy';
import { Assigner } from '../assignment/assigner';
import { RingRepository } from '../assignment/ring.repository';
import type { Lead } from '../lead/lead.entity';
import { leadErrors } from '../lead/lead.errors';
import { LeadRepository } from '../lead/lead.repository';
import { PolicyRepository } from '../policy/policy.repository';
import type { Pool } from '../pool/pool.entity';
import { poolErrors } from '../pool/pool.errors';
import { PoolRepository } from '../pool/pool.repository';
import type { Assignment, AssignLeads } from './assign-leads.dto';

/**
 * Gives free leads of a pool to its sellers, by the pool's policy or simply in turn. Whose turn it is lies in rows under a lock, so it survives restarts
 * and is exact however many assign at once; every decision is kept with its candidates and why some were left out.
 */
@Injectable()
export class AssignLeadsCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
    private readonly policies: PolicyRepository,
    private readonly rings: RingRepository,
    private readonly assigner: Assigner,
  ) {}

  /** @throws pool.not_found, pool.no_assignment_policy, lead.nobody_to_assign, access.denied */
  async execute(command: AssignLeads & { poolId: string }, by: Principal): Promise<Assignment> {
    access.require(by, 'assign', 'pool');
    return this.transaction.run(async (tx) => {
      const pool = await this.pools.find(tx, command.poolId);
      const policy = command.strategy === 'policy' ? await this.policyOf(tx, pool) : inTurn(command.people);
      await this.rings.lock(tx, pool.id);
      const leads = await this.choose(tx, command, by);
      const { strategy } = command;
      const keepTrying = policy.start === 'on-arrival';
      const { assignmentId, decisions, candidates } = await this.assigner.assign(tx, { pool, leads, policy, by, keepTrying, ...(strategy === 'round-robin' && { strategy }) });
      const left = decisions.filter(({ chosen }) => chosen === null);
      if (strategy === 'round-robin' && left.length > 0 && left.length === leads.length) throw leadErrors.nobody_to_assign({ data: { candidates } });
      const taken = new Set(leads.map(({ id }) => id));
      return {
        assignmentId,
        assigned: leads.length - left.length,
        skipped: (command.leadIds ?? []).filter((id) => !taken.has(id)),
        left: left.map(({ leadId, rule, because, lookAgainAt }) => ({ leadId, why: rule === null ? 'no-rule-fits' : 'nobody-can', because, lookAgainAt: (keepTrying && lookAgainAt?.toISOString()) || null })),
        candidates,
      };
    });
  }

  private async policyOf(tx: Tx, pool: Pool): Promise<AssignmentPolicy> {
    const policy = pool.assignmentPolicyId === null ? undefined : await this.policies.rulesInForce(tx, 'assignment', pool.assignmentPolicyId);
    if (!policy) throw poolErrors.no_assignment_policy();
    return policy;
  }

  private async choose(tx: Tx, { poolId, leadIds, count }: AssignLeads & { poolId: string }, by: Principal): Promise<Lead[]> {
    if (leadIds === undefined) return this.leads.lockAvailable(tx, poolId, count!, by);
    const leads = await this.leads.lockFree(tx, leadIds);
    return leads.filter((lead) => lead.status === 'available' && lead.poolId === poolId && access.takesIn(by, 'assign', 'lead', lead));
  }
}

/** What a manager means who asks for turns: whoever is there, at whatever hour. */
function inTurn(people: string[] | undefined): AssignmentPolicy {
  return assignmentPolicySchema.parse({
    kind: 'assignment', id: 'round-robin', version: 1, effectiveFrom: '2026-01-01', author: 'Throughline', reason: 'Asked for turns',
    onShiftOnly: false,
    rules: [{ key: 'round-robin', strategy: { kind: 'round-robin', among: people ? { people } : {} } }],
  });
}
