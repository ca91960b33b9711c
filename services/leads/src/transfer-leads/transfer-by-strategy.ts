import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { Tx } from '@throughline/persistence/transaction';
import type { AssignmentPolicy, AssignmentStrategy } from '@throughline/policy/assignment-policy';
import { assignmentPolicySchema } from '@throughline/policy/assignment-policy';
import { Assigner } from '../assignment/assigner';
import { RingRepository } from '../assignment/ring.repository';
import { leadState } from '../lead/lead-state.dto';
import type { Lead } from '../lead/lead.entity';
import { leadErrors } from '../lead/lead.errors';
import { LeadRepository } from '../lead/lead.repository';
import { asItem, problemOf } from '../ownership/item-problem';
import { PoolRepository } from '../pool/pool.repository';
import type { TransferredLeads } from './transfer-leads.dto';
import { transferable } from './transferable';

type Items = TransferredLeads['items'];

/** Owned leads go to whoever a strategy of the assignment policies finds, as if they had just come in, but never back to who has them. */
@Injectable()
export class TransferByStrategy {
  constructor(
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
    private readonly rings: RingRepository,
    private readonly assigner: Assigner,
  ) {}

  /** @param ids each once, in order. @returns one answer for each, in that order */
  async move(tx: Tx, ids: readonly string[], strategy: AssignmentStrategy, because: string | undefined, by: Principal): Promise<Items> {
    const poolOf = await this.leads.poolsOf(tx, ids);
    const poolIds = [...new Set(poolOf.values())].sort();
    // Turns are locked before leads.
    for (const poolId of poolIds) await this.rings.lock(tx, poolId);
    const answers = new Map<string, Items[number]>();
    const locked: Lead[] = [];
    for (const leadId of ids) {
      const { done: lead, problem } = await asItem(tx, async () => transferable(await this.leads.lock(tx, leadId), by));
      if (lead) locked.push(lead);
      else answers.set(leadId, { leadId, lead: null, problem });
    }
    for (const poolId of poolIds) {
      const leads = locked.filter((lead) => lead.poolId === poolId);
      if (leads.length > 0) for (const item of await this.ofPool(tx, poolId, leads, strategy, because, by)) answers.set(item.leadId, item);
    }
    return ids.map((leadId) => answers.get(leadId)!);
  }

  private async ofPool(tx: Tx, poolId: string, leads: Lead[], strategy: AssignmentStrategy, because: string | undefined, by: Principal): Promise<Items> {
    const pool = await this.pools.find(tx, poolId);
    const takenFrom = new Map(leads.map(({ id, ownerId }) => [id, ownerId!]));
    const { decisions } = await this.assigner.assign(tx, { pool, leads, policy: policyOf(strategy, by), by, strategy: 'transfer', keepTrying: false, takenFrom, transferred: { because } });
    return leads.map((lead, at) => {
      const { chosen, because: why, candidates } = decisions[at]!;
      if (chosen !== null) return { leadId: lead.id, lead: leadState(lead), problem: null };
      return { leadId: lead.id, lead: null, problem: problemOf(leadErrors.nobody_to_assign({ detail: why, data: { candidates } })) };
    });
  }
}

/** Whoever is there, at whatever hour: a manager who transfers knows whom he means. */
function policyOf(strategy: AssignmentStrategy, { name: author }: Principal): AssignmentPolicy {
  return assignmentPolicySchema.parse({
    kind: 'assignment', id: 'transfer', version: 1, effectiveFrom: '2026-01-01', author, reason: 'Asked for a transfer',
    onShiftOnly: false,
    rules: [{ key: 'transfer', strategy }],
  });
}
