import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { accountErrors } from '../account/account.errors';
import { AccountRepository } from '../account/account.repository';
import { requireLead } from '../lead/lead-access';
import type { LeadState } from '../lead/lead-state.dto';
import { leadState } from '../lead/lead-state.dto';
import { leadErrors } from '../lead/lead.errors';
import { LeadRepository } from '../lead/lead.repository';
import { AccountLeads } from './account-leads';
import type { AttachLead } from './attach-lead.dto';

/** An open lead turns out to be of a customer: from then on his deals and contracts count for its clock. */
@Injectable()
export class AttachLeadCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly accounts: AccountRepository,
    private readonly accountLeads: AccountLeads,
  ) {}

  /** @throws lead.not_found, lead.wrong_status, account.not_found, access.denied */
  async execute({ leadId, accountId }: AttachLead & { leadId: string }, by: Principal): Promise<LeadState> {
    return this.transaction.run(async (tx) => {
      if (accountId !== null) await this.accountLeads.lock(tx, accountId);
      const lead = await this.leads.lock(tx, leadId);
      requireLead(by, 'attach', lead);
      if (lead.status !== 'owned' && lead.status !== 'available') throw leadErrors.wrong_status({ data: { status: lead.status, verb: 'attach' } });
      const account = accountId === null ? undefined : await this.accounts.find(tx, accountId);
      if (accountId !== null && !account) throw accountErrors.not_found({ field: 'accountId' });
      if (account) access.require(by, 'read', 'account', account);
      await this.accountLeads.learn(tx, lead, account?.id ?? null);
      return leadState(lead);
    });
  }
}
