import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { LeadRepository } from '../lead/lead.repository';
import { leadErrors } from '../lead/lead.errors';
import { asItem } from '../ownership/item-problem';
import { ClaimQuotaRepository } from '../quota/claim-quota.repository';
import type { ClaimedLeads, ClaimLeads } from './claim-leads.dto';

/**
 * Claims several leads, each exactly as a single claim would, in the order asked. One refused takes nothing from the others. The caller's quotas are locked
 * before the leads, and the leads in the order of their ids, so that two who ask for the same ones never wait for each other.
 */
@Injectable()
export class ClaimLeadsCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly quotas: ClaimQuotaRepository,
    private readonly claim: ClaimLeadCommand,
  ) {}

  /** @throws access.denied */
  async execute({ leadIds }: ClaimLeads, by: Principal): Promise<ClaimedLeads> {
    access.require(by, 'claim', 'lead');
    return this.transaction.run(async (tx) => {
      const pools = await this.leads.poolsOf(tx, leadIds);
      await this.quotas.lockAll(tx, by.personId, [...new Set(pools.values())].sort());
      await this.leads.holdFree(tx, leadIds);
      const items: ClaimedLeads['items'] = [];
      for (const leadId of leadIds) {
        const { done, problem } = await asItem(tx, async () => {
          const poolId = pools.get(leadId);
          if (poolId === undefined) throw leadErrors.not_found();
          return this.claim.within(tx, leadId, poolId, by);
        });
        items.push({ leadId, lead: done, problem });
      }
      return { claimed: items.filter(({ lead }) => lead).length, items };
    });
  }
}
