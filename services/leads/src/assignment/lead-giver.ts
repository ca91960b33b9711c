import { Injectable } from '@nestjs/common';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { assignedFact } from '../lead/lead-facts';
import { LeadDeadlines } from '../lead/lead.deadlines';
import type { Lead, Owner } from '../lead/lead.entity';
import { LeadRepository } from '../lead/lead.repository';
import { OwnershipRepository } from '../ownership/ownership.repository';
import type { Pool } from '../pool/pool.entity';
import { PoolRepository } from '../pool/pool.repository';

export interface Gift {
  /** Free and locked. */
  lead: Lead;
  to: Owner;
  strategy: string;
  because: string;
  /** When the new owner must have answered, where he must. */
  answerBy?: Date;
}

/** Leads written in one statement. */
const CHUNK = 1_000;

/** Makes people owners of free leads: state, period, line of the pool's book, fact. */
@Injectable()
export class LeadGiver {
  constructor(
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
    private readonly ownerships: OwnershipRepository,
    private readonly deadlines: LeadDeadlines,
    private readonly outbox: Outbox,
  ) {}

  async give(tx: Tx, pool: Pool, gifts: readonly Gift[], assignmentId: string): Promise<void> {
    if (gifts.length === 0) return;
    const rules = await this.pools.rules(tx, pool);
    for (let from = 0; from < gifts.length; from += CHUNK) {
      const chunk = gifts.slice(from, from + CHUNK);
      for (const { lead, to } of chunk) lead.assign(to, rules, tx.now);
      const leads = chunk.map(({ lead }) => lead);
      await Promise.all([
        this.leads.save(tx, leads),
        this.ownerships.start(tx, leads, { acquired: 'assigned', assignmentId }),
        this.deadlines.set(tx, pool.id, leads, () => rules),
        this.outbox.append(tx, chunk.map(({ lead, strategy, because, answerBy }) => assignedFact(lead, { strategy, because, assignmentId, ...(answerBy && { answerBy: answerBy.toISOString() }) }))),
      ]);
    }
  }
}
