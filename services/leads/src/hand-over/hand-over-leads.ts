import { Injectable } from '@nestjs/common';
import type { DomainEvent } from '@throughline/events/event-definition';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { assignedFact } from '../lead/lead-facts';
import { LeadDeadlines } from '../lead/lead.deadlines';
import type { Lead } from '../lead/lead.entity';
import { LeadRepository } from '../lead/lead.repository';
import { OwnershipRepository } from '../ownership/ownership.repository';
import { PoolRepository } from '../pool/pool.repository';
import { HandOverRepository } from './hand-over.repository';

/** Leads written with one statement. */
const BATCH = 500;

/** The leads of somebody who hands over: each begins a protection of its own with its new owner, as with any assignment. */
@Injectable()
export class HandOverLeads {
  constructor(
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
    private readonly ownerships: OwnershipRepository,
    private readonly deadlines: LeadDeadlines,
    private readonly handOvers: HandOverRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @returns how many */
  async handOver(tx: Tx, { fromId, to, reason }: { fromId: string; to: { personId: string; unitPath: string }; reason: string }): Promise<number> {
    let moved = 0;
    for (let after: string | null = null; ; ) {
      const ids = await this.handOvers.leadsOf(tx, fromId, after, BATCH);
      if (ids.length === 0) return moved;
      after = ids.at(-1)!;
      const locked: Lead[] = [];
      // In the order of their ids, as everywhere: two who lock the same leads never wait for each other.
      for (const id of ids) locked.push(await this.leads.lock(tx, id));
      const leads = locked.filter(({ ownerId, status }) => ownerId === fromId && status === 'owned');
      for (const poolId of new Set(leads.map((lead) => lead.poolId))) {
        moved += await this.give(tx, leads.filter((lead) => lead.poolId === poolId), to, reason);
      }
    }
  }

  private async give(tx: Tx, leads: Lead[], to: { personId: string; unitPath: string }, reason: string): Promise<number> {
    const poolId = leads[0]!.poolId;
    const rules = await this.pools.rules(tx, await this.pools.find(tx, poolId));
    const facts: DomainEvent[] = leads.map((lead) => {
      lead.assign(to, rules, tx.now);
      return assignedFact(lead, { strategy: 'hand-over', because: reason });
    });
    await this.leads.save(tx, leads);
    await this.ownerships.end(tx, leads.map(({ id }) => id), 'handed-over');
    await this.ownerships.start(tx, leads, { acquired: 'assigned' });
    await this.deadlines.set(tx, poolId, leads, () => rules);
    await this.outbox.append(tx, facts);
    return leads.length;
  }
}
