import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { Lead } from '../lead/lead.entity';
import { LeadRepository } from '../lead/lead.repository';
import { TakeOwnership } from '../ownership/take-ownership';
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
      await this.ownership.take(tx, leads.map((lead) => ({ lead, to, strategy: 'hand-over', because: reason })), { endReason: 'handed-over' });
      moved += leads.length;
    }
  }
}
