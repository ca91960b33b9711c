import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import { leadSeparated, leadUnmerged } from '@throughline/events/duplicate-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { assignedFact, disqualifiedFact } from '../lead/lead-facts';
import type { LeadState } from '../lead/lead-state.dto';
import { leadState } from '../lead/lead-state.dto';
import { LeadDeadlines } from '../lead/lead.deadlines';
import type { Lead } from '../lead/lead.entity';
import { leadErrors } from '../lead/lead.errors';
import { LeadRepository } from '../lead/lead.repository';
import { headOf } from '../merge-lead/merge-lead.command';
import type { Merge } from '../duplicates/merge-log';
import type { WasLead } from '../merge-lead/merge.repository';
import { MergeRepository } from '../merge-lead/merge.repository';
import { OwnershipRepository } from '../ownership/ownership.repository';
import { PoolRepository } from '../pool/pool.repository';

/** Undoes a merge: the lead stands for itself again, its owner gets it back with a full period, and the other lead forgets what it learned from it. */
@Injectable()
export class UnmergeLeadCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly merges: MergeRepository,
    private readonly pools: PoolRepository,
    private readonly people: PeopleBook,
    private readonly ownerships: OwnershipRepository,
    private readonly deadlines: LeadDeadlines,
    private readonly outbox: Outbox,
  ) {}

  /** @throws lead.not_found, lead.not_merged, lead.merge_final, access.denied */
  async execute(leadId: string, by: Principal): Promise<LeadState> {
    return this.transaction.run(async (tx) => {
      const intoId = (await this.merges.lockStanding(tx, leadId))?.intoId ?? leadId;
      const first = await this.leads.lock(tx, leadId < intoId ? leadId : intoId);
      const second = leadId === intoId ? first : await this.leads.lock(tx, leadId < intoId ? intoId : leadId);
      const [lead, other] = first.id === leadId ? [first, second] : [second, first];
      const merge = await this.merges.lockStanding(tx, leadId);
      const { region, businessType, product } = lead;
      const reached = { ownerId: merge?.was.ownerId ?? other.ownerId, orgPath: other.orgPath, shared: other.status === 'available', region, businessType, product };
      access.require(by, 'unmerge', 'lead', reached);
      if (!merge) throw leadErrors.not_merged();
      if (tx.now > merge.undoUntil) throw leadErrors.merge_final({ data: { undoUntil: merge.undoUntil.toISOString() } });
      const pool = await this.pools.find(tx, lead.poolId);
      lead.unmerge(pool.orgPath, tx.now);
      await this.leads.save(tx, [lead]);
      const changed = await this.merges.empty(tx, other, merge.filled);
      await this.merges.undo(tx, merge.id, by.personId);
      await this.outbox.append(tx, [
        leadUnmerged.of({ ...headOf(lead), data: { leadId, fromId: other.id, by: by.personId } }),
        leadSeparated.of({ ...headOf(other), data: { leadId: other.id, separatedId: leadId, changed } }),
      ]);
      await this.restore(tx, lead, merge);
      return leadState(lead);
    });
  }

  private async restore(tx: Tx, lead: Lead, { was }: Merge<WasLead>): Promise<void> {
    if (was.status === 'disqualified') {
      lead.disqualify(was.endReason ?? 'other');
      await Promise.all([this.leads.save(tx, [lead]), this.outbox.append(tx, disqualifiedFact(lead, lead.endReason!))]);
      return;
    }
    const owner = was.ownerId === null ? undefined : await this.people.person(tx, was.ownerId);
    if (!owner?.active) return;
    const rules = await this.pools.rules(tx, await this.pools.find(tx, lead.poolId));
    lead.assign({ personId: owner.personId, unitPath: owner.unitPath }, rules, tx.now);
    await Promise.all([
      this.leads.save(tx, [lead]),
      this.ownerships.start(tx, [lead], { acquired: 'assigned' }),
      this.deadlines.set(tx, lead.poolId, [lead], () => rules),
      this.outbox.append(tx, assignedFact(lead, { strategy: 'named', because: 'the merge was undone' })),
    ]);
  }
}
