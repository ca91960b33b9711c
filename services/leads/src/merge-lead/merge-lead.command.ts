import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { leadAbsorbed, leadMerged } from '@throughline/events/duplicate-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { PairRepository } from '../dismiss-duplicate/pair.repository';
import { mergedPairFact } from '../duplicates/duplicate-facts';
import { undoUntil } from '../duplicates/merge-log';
import { requireLead } from '../lead/lead-access';
import { LeadDeadlines } from '../lead/lead.deadlines';
import type { Lead } from '../lead/lead.entity';
import { leadErrors } from '../lead/lead.errors';
import { LeadRepository } from '../lead/lead.repository';
import { OwnershipRepository } from '../ownership/ownership.repository';
import type { MergedLead, MergeLead } from './merge-lead.dto';
import { MergeRepository } from './merge.repository';

const OPEN: readonly Lead['status'][] = ['available', 'owned', 'converted'];

/**
 * Merges a lead into another. Nothing of it is moved or lost: its row, keys, owners and activities stay its own and are read through the other, so that
 * the merge can be undone to the letter.
 */
@Injectable()
export class MergeLeadCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly merges: MergeRepository,
    private readonly pairs: PairRepository,
    private readonly ownerships: OwnershipRepository,
    private readonly deadlines: LeadDeadlines,
    private readonly outbox: Outbox,
  ) {}

  /** @throws lead.not_found, lead.wrong_status, lead.merge_same, lead.merge_other_way, access.denied */
  async execute({ leadId, into, reason = null }: Omit<MergeLead, 'reason'> & { leadId: string; reason?: string | null | undefined }, by: Principal): Promise<MergedLead> {
    return this.transaction.run(async (tx) => {
      const [lead, other] = await this.lockBoth(tx, leadId, await this.merges.standing(tx, into));
      requireLead(by, 'merge', lead);
      requireLead(by, 'merge', other);
      if (!OPEN.includes(other.status)) throw leadErrors.wrong_status({ field: 'into', data: { status: other.status, verb: 'merge' } });
      if (lead.ownerId !== null && other.status === 'available') throw leadErrors.merge_other_way();
      const was = { status: lead.status, ownerId: lead.status === 'owned' ? lead.ownerId : null, endReason: lead.endReason };
      const lastOwnerId = was.ownerId;
      lead.merge();
      const filled = await this.merges.fill(tx, other, lead);
      const until = undoUntil(tx.now);
      await this.merges.insert(tx, { mergedId: leadId, intoId: other.id, filled, was, undoUntil: until }, by.personId, reason);
      const pairs = await this.pairs.merged(tx, leadId, other.id, by.personId);
      const changed = Object.keys(filled);
      const told = { leadId, intoId: other.id, lastOwnerId, by: by.personId, reason, undoUntil: until.toISOString() };
      await Promise.all([
        this.leads.save(tx, [lead]),
        this.ownerships.end(tx, [leadId], 'merged'),
        this.deadlines.clear(tx, lead.poolId, [leadId]),
        this.outbox.append(tx, [
          leadMerged.of({ ...headOf(lead), data: told }),
          leadAbsorbed.of({ ...headOf(other), data: { leadId: other.id, mergedId: leadId, changed } }),
          ...pairs.map((pair) => mergedPairFact(pair, by.personId)),
        ]),
      ]);
      return { leadId, intoId: other.id, changed, version: lead.version, undoUntil: until.toISOString() };
    });
  }

  /** In the order of their ids: of two who merge the same pair, one waits. */
  private async lockBoth(tx: Tx, leadId: string, into: string): Promise<[Lead, Lead]> {
    if (leadId === into) throw leadErrors.merge_same();
    const first = await this.leads.lock(tx, leadId < into ? leadId : into);
    const second = await this.leads.lock(tx, leadId < into ? into : leadId);
    return first.id === leadId ? [first, second] : [second, first];
  }
}

export const headOf = ({ id, version, dealId, orgPath }: Lead) => ({ id, version, correlationId: dealId ?? id, orgPath });
