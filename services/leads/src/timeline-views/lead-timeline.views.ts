import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { timelineOf } from '@throughline/http/timeline';
import type { Story, Timeline, TimelineQuery } from '@throughline/http/timeline';
import type { RecordAsked } from '@throughline/messaging/facts-of';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { walk } from '@throughline/policy/lead-forecast';
import { workflowIds } from '@throughline/process-contracts/workflow-ids';
import { requireLead } from '../lead/lead-access';
import { factsOf } from '../lead/lead-moments';
import type { Lead } from '../lead/lead.entity';
import { LeadRepository } from '../lead/lead.repository';
import type { Pool } from '../pool/pool.entity';
import { PoolRepository } from '../pool/pool.repository';

/** No protection lasts longer; beyond it a lead without an end would be walked for ever. */
const FAR = 1_000 * 86_400_000;

/** What happened to a lead and to those that were merged into it, and what its clock will do if nobody does anything. */
@Injectable()
export class LeadTimelineViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
  ) {}

  /** A free lead is told of without what is said in it to whoever does not look after its pool: looking at its card counts, and this does not. @throws lead.not_found */
  async one(leadId: string, query: TimelineQuery, by: Principal): Promise<Timeline> {
    return this.transaction.read(async (tx) => {
      const lead = await this.leads.standing(tx, leadId);
      requireLead(by, 'read', lead);
      const pool = await this.pools.find(tx, lead.poolId);
      const masked = lead.status === 'available' && !pool.administrators.includes(by.personId);
      const ahead = lead.status === 'owned' ? await this.ahead(tx, lead, pool) : [];
      const deal = lead.dealId ? [workflowIds.leadToCash(by.tenant, lead.dealId)] : [];
      const clocks = lead.status === 'owned' ? [workflowIds.leadRecycling(by.tenant, lead.poolId)] : [];
      return timelineOf(tx, { records: await recordsOf(tx, lead), ahead, workflowIds: [...clocks, ...deal], masked }, query, by);
    });
  }

  private async ahead(tx: Tx, lead: Lead, pool: Pool): Promise<Story['ahead']> {
    const { policy, calendar } = await this.pools.rules(tx, pool, lead.policyVersion);
    const facts = factsOf(lead);
    const record = { kind: 'lead', id: lead.id };
    const { sentSteps, end } = walk(facts, policy, calendar, tx.now, new Date(tx.now.getTime() + FAR));
    const warnings = sentSteps.slice(facts.sentSteps.length).map(({ step, at }) => ({ at, what: 'lead.recycle-warned', record, data: { step } }));
    return [...warnings, ...(end ? [{ at: end.at, what: 'lead.recycled', record, because: end.because, data: { to: end.to.to } }] : [])];
  }
}

async function recordsOf(tx: Tx, { id, accountId, dealId }: Lead): Promise<RecordAsked[]> {
  const merged = await tx.query<{ id: string }>('SELECT merged_leads($1) AS id', [id]);
  const account = accountId && dealId ? [{ kind: 'account', id: accountId, deal: dealId }] : [];
  return [...merged.map((lead) => ({ kind: 'lead', id: lead.id })), ...account];
}
