import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { AssignLeadCommand } from '../assign-lead/assign-lead.command';
import type { LeadState } from '../lead/lead-state.dto';
import { leadState } from '../lead/lead-state.dto';
import { leadErrors } from '../lead/lead.errors';
import { LeadRepository } from '../lead/lead.repository';
import { asItem } from '../ownership/item-problem';
import { TakeOwnership } from '../ownership/take-ownership';
import { TransferByStrategy } from './transfer-by-strategy';
import { transferable } from './transferable';
import type { TransferLead, TransferLeads, TransferredLeads } from './transfer-leads.dto';

/** Leads a filter chooses at once. */
const MOST = 500;

/** Owned leads go to another owner, one or many; each then has a protection of its own. */
@Injectable()
export class TransferLeadsCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly assign: AssignLeadCommand,
    private readonly ownership: TakeOwnership,
    private readonly byStrategy: TransferByStrategy,
  ) {}

  /** @throws lead.not_found, lead.wrong_status, lead.same_owner, lead.assignee_unknown, access.denied */
  async one({ leadId, to, because }: TransferLead & { leadId: string }, by: Principal): Promise<LeadState> {
    return this.transaction.run((tx) => this.move(tx, leadId, to, because, by));
  }

  /** One answer for each; a refused one takes nothing from the others. @throws access.denied */
  async many({ leadIds, filter, to, inTurn, strategy, because }: TransferLeads, by: Principal): Promise<TransferredLeads> {
    access.require(by, 'assign', 'lead');
    return this.transaction.run(async (tx) => {
      // In the order of their ids, as everywhere: two who lock the same leads never wait for each other.
      const ids = [...new Set(leadIds ?? (await this.leads.ownedIds(tx, filter!, MOST, by)))].sort();
      const way = strategy ?? (inTurn && { kind: 'round-robin' as const, among: { people: inTurn, role: 'sales-rep' as const } });
      const items = way ? await this.byStrategy.move(tx, ids, way, because, by) : await this.toOne(tx, ids, to!, because, by);
      return { transferred: items.filter(({ lead }) => lead !== null).length, items };
    });
  }

  private async toOne(tx: Tx, ids: readonly string[], to: string, because: string | undefined, by: Principal): Promise<TransferredLeads['items']> {
    const items: TransferredLeads['items'] = [];
    for (const leadId of ids) {
      const { done, problem } = await asItem(tx, () => this.move(tx, leadId, to, because, by));
      items.push({ leadId, lead: done, problem });
    }
    return items;
  }

  private async move(tx: Tx, leadId: string, to: string, because: string | undefined, by: Principal): Promise<LeadState> {
    const lead = transferable(await this.leads.lock(tx, leadId), by);
    if (lead.ownerId === to) throw leadErrors.same_owner({ field: 'to' });
    const owner = await this.assign.assignee(tx, to, by, 'to');
    await this.ownership.take(tx, [{ lead, to: owner, strategy: 'transfer', because: because ?? `transferred by ${by.name}` }], { endReason: 'transferred' });
    return leadState(lead);
  }
}
