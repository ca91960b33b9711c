import { Injectable } from '@nestjs/common';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import type { Lead } from '../lead/lead.entity';
import { releasedFact } from '../lead/lead-facts';
import { LeadDeadlines } from '../lead/lead.deadlines';
import { LeadRepository } from '../lead/lead.repository';
import { OwnershipRepository } from '../ownership/ownership.repository';
import { TakeOwnership } from '../ownership/take-ownership';
import { PoolRepository } from '../pool/pool.repository';
import { HandOverRepository } from './hand-over.repository';

/** Leads written with one statement. */
const BATCH = 500;

/** The leads of somebody who hands over: each begins a protection of its own with its new owner, as with any assignment. */
@Injectable()
export class HandOverLeads {
  constructor(
    private readonly leads: LeadRepository,
    private readonly ownership: TakeOwnership,
    private readonly handOvers: HandOverRepository,
    private readonly pools: PoolRepository,
    private readonly ownerships: OwnershipRepository,
    private readonly deadlines: LeadDeadlines,
    private readonly outbox: Outbox,
  ) {}

  /** @returns how many */
  async handOver(tx: Tx, { fromId, to, reason }: { fromId: string; to: { personId: string; unitPath: string }; reason: string }): Promise<number> {
    return this.each(tx, fromId, (leads) =>
      this.ownership.take(tx, leads.map((lead) => ({ lead, to, strategy: 'hand-over', because: reason })), { endReason: 'handed-over' }),
    );
  }

  /** Nobody is there to take them: each goes back to its pool. @returns how many */
  async toPools(tx: Tx, fromId: string, reason: string): Promise<number> {
    return this.each(tx, fromId, async (leads) => {
      for (const lead of leads) lead.release((await this.pools.find(tx, lead.poolId)).orgPath, tx.now);
      await this.leads.save(tx, leads);
      await this.ownerships.end(tx, leads.map(({ id }) => id), 'handed-over');
      for (const poolId of [...new Set(leads.map((lead) => lead.poolId))].sort()) {
        await this.deadlines.clear(tx, poolId, leads.filter((lead) => lead.poolId === poolId).map(({ id }) => id));
      }
      await this.outbox.append(tx, leads.map((lead) => releasedFact(lead, reason)));
    });
  }

  /** All open leads of a person, batch by batch, locked. */
  private async each(tx: Tx, fromId: string, move: (leads: Lead[]) => Promise<void>): Promise<number> {
    let moved = 0;
    for (let after: string | null = null; ; ) {
      const ids = await this.handOvers.leadsOf(tx, fromId, after, BATCH);
      if (ids.length === 0) return moved;
      after = ids.at(-1)!;
      const locked: Lead[] = [];
      // In the order of their ids, as everywhere: two who lock the same leads never wait for each other.
      for (const id of ids) locked.push(await this.leads.lock(tx, id));
      const leads = locked.filter(({ ownerId, status }) => ownerId === fromId && status === 'owned');
      await move(leads);
      moved += leads.length;
    }
  }
}
