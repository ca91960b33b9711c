import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { tagsThatCount } from '@throughline/policy/lead-policy';
import { LeadScoring } from '../intake/lead-scoring';
import { PoolRepository } from '../pool/pool.repository';
import { requireLead } from './lead-access';
import { taggedFact } from './lead-facts';
import type { LeadState } from './lead-state.dto';
import { leadState } from './lead-state.dto';
import { LeadDeadlines } from './lead.deadlines';
import { leadErrors } from './lead.errors';
import { LeadRepository } from './lead.repository';

const MOST_TAGS = 50;

/** What tagging and untagging have in common: the end of protection and the score follow the tags in the same transaction. */
@Injectable()
export class LeadTagging {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
    private readonly deadlines: LeadDeadlines,
    private readonly scoring: LeadScoring,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Where nothing changes, nothing is written.
   * @throws lead.not_found, lead.wrong_status, lead.protection_ended, lead.too_many_tags, access.denied
   */
  async apply(verb: 'tag' | 'untag', { leadId, tags }: { leadId: string; tags: readonly string[] }, by: Principal): Promise<LeadState & { tags: string[] }> {
    return this.transaction.run(async (tx) => {
      const lead = await this.leads.lock(tx, leadId);
      requireLead(by, 'tag', lead);
      const pool = await this.pools.find(tx, lead.poolId);
      const rules = await this.pools.rules(tx, pool, lead.status === 'owned' ? lead.policyVersion : undefined);
      const changed = lead[verb](tags, rules, tx.now);
      if (changed.length === 0) return { ...leadState(lead), tags: lead.tags };
      if (verb === 'tag' && lead.tags.length > MOST_TAGS) throw leadErrors.too_many_tags({ field: 'tags', data: { most: MOST_TAGS } });
      const counting = tagsThatCount(rules.policy);
      if (changed.some((tag) => counting.has(tag))) requireLead(by, 'hold', lead);
      await Promise.all([
        this.leads.save(tx, [lead]),
        lead.status === 'owned' ? this.deadlines.set(tx, lead.poolId, [lead], () => rules) : undefined,
        this.outbox.append(tx, taggedFact(lead, verb, { by: by.personId, changed })),
      ]);
      await this.scoring.rescore(tx, [lead]);
      return { ...leadState(lead), tags: lead.tags };
    });
  }
}
