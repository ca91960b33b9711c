import { Injectable } from '@nestjs/common';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { assignedFact } from '../lead/lead-facts';
import { LeadDeadlines } from '../lead/lead.deadlines';
import type { Lead, Owner } from '../lead/lead.entity';
import { LeadRepository } from '../lead/lead.repository';
import { PoolRepository } from '../pool/pool.repository';
import { OwnershipRepository } from './ownership.repository';

/** One lead and its new owner. */
export interface Taking {
  /** Locked; free, or owned by somebody else, whose ownership then ends. */
  lead: Lead;
  to: Owner;
  strategy: string;
  because: string;
  /** When the new owner must have answered, where he must. */
  answerBy?: Date;
}
export interface TakingHow {
  assignmentId?: string;
  /** How the ownership of who had it ends. */
  endReason?: 'reassigned' | 'handed-over' | 'transferred';
}

/** Leads written in one statement. */
const CHUNK = 1_000;

/**
 * Makes people owners of leads, by whatever path but their own claim: by name, by a strategy, by a file, by a hand-over, from the clock. Always the
 * same state, one period of ownership, one line in the pool's book, one fact.
 */
@Injectable()
export class TakeOwnership {
  constructor(
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
    private readonly ownerships: OwnershipRepository,
    private readonly deadlines: LeadDeadlines,
    private readonly outbox: Outbox,
  ) {}

  /** @throws lead.wrong_status when one is no longer open */
  async take(tx: Tx, takings: readonly Taking[], how: TakingHow = {}): Promise<void> {
    const poolIds = [...new Set(takings.map(({ lead }) => lead.poolId))].sort();
    for (const poolId of poolIds) {
      const ofPool = takings.filter(({ lead }) => lead.poolId === poolId);
      for (let from = 0; from < ofPool.length; from += CHUNK) await this.chunk(tx, poolId, ofPool.slice(from, from + CHUNK), how);
    }
  }

  private async chunk(tx: Tx, poolId: string, takings: readonly Taking[], { assignmentId, endReason = 'reassigned' }: TakingHow): Promise<void> {
    const rules = await this.pools.rules(tx, await this.pools.find(tx, poolId));
    const leads = takings.map(({ lead }) => lead);
    const owned = leads.filter(({ ownerId }) => ownerId !== null).map(({ id }) => id);
    for (const { lead, to } of takings) lead.assign(to, rules, tx.now);
    const facts = takings.map(({ lead, strategy, because, answerBy }) =>
      assignedFact(lead, { strategy, because, ...(assignmentId !== undefined && { assignmentId }), ...(answerBy && { answerBy: answerBy.toISOString() }) }),
    );
    // Sent together, run one after the other: the former period has ended when the new one begins.
    await Promise.all([
      this.leads.save(tx, leads),
      owned.length > 0 ? this.ownerships.end(tx, owned, endReason) : undefined,
      this.ownerships.start(tx, leads, { acquired: 'assigned', ...(assignmentId !== undefined && { assignmentId }) }),
      this.deadlines.set(tx, poolId, leads, () => rules),
      this.outbox.append(tx, facts),
    ]);
  }
}
