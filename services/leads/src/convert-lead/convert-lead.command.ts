import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import type { DomainEvent } from '@throughline/events/event-definition';
import { accountCreated } from '@throughline/events/lead-events';
import { Outbox } from '@throughline/messaging/outbox';
import { Money } from '@throughline/money/money';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import { accountErrors } from '../account/account.errors';
import { AccountDesk } from '../account/account-desk';
import { AccountRepository } from '../account/account.repository';
import { LookBeside } from '../duplicates/look-beside';
import { requireLead } from '../lead/lead-access';
import { convertedFact } from '../lead/lead-facts';
import { leadState } from '../lead/lead-state.dto';
import { LeadDeadlines } from '../lead/lead.deadlines';
import type { Lead } from '../lead/lead.entity';
import { leadErrors } from '../lead/lead.errors';
import { LeadRepository } from '../lead/lead.repository';
import { normaliseEmail, normalisePhone } from '../lead/normalise';
import { OwnershipRepository } from '../ownership/ownership.repository';
import { PoolRepository } from '../pool/pool.repository';
import type { ConvertedLead, ConvertLead } from './convert-lead.dto';

/** Makes an account, a contact and the request for an opportunity of a lead. The new deal id goes with the fact; the opportunity takes it. */
@Injectable()
export class ConvertLeadCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
    private readonly accounts: AccountRepository,
    private readonly accountDesk: AccountDesk,
    private readonly ownerships: OwnershipRepository,
    private readonly deadlines: LeadDeadlines,
    private readonly beside: LookBeside,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @throws lead.not_found, lead.wrong_status, lead.protection_ended, lead.email_invalid, lead.phone_invalid, account.not_found,
   * money.invalid_amount, access.denied
   */
  async execute(command: ConvertLead & { leadId: string }, by: Principal): Promise<ConvertedLead> {
    const contact = checkedContact(command.contact);
    const amount = Money.from(command.amount);
    return this.transaction.run(async (tx) => {
      const lead = await this.leads.lock(tx, command.leadId);
      requireLead(by, 'convert', lead);
      const rules = await this.pools.rules(tx, await this.pools.find(tx, lead.poolId), lead.policyVersion);
      if (lead.status !== 'owned') throw leadErrors.wrong_status({ data: { status: lead.status, verb: 'convert' } });
      const account = await this.accountOf(tx, command, lead, by);
      lead.convert({ accountId: account.id, dealId: uuidv7() }, rules, tx.now);
      const contactId = await this.accounts.addContact(tx, { accountId: account.id, ...contact });
      const { product, expectedClose: expectedCloseOn } = command;
      const facts: DomainEvent[] = [
        ...(account.isNew ? [newAccount(account, lead)] : []),
        convertedFact(lead, { accountName: account.name, contactId, product, amount, expectedCloseOn }),
      ];
      await Promise.all([
        this.leads.save(tx, [lead]),
        this.ownerships.end(tx, [lead.id], 'converted'),
        this.deadlines.clear(tx, lead.poolId, [lead.id]),
        this.outbox.append(tx, facts),
      ]);
      if (account.isNew) await this.begin(tx, account.id, lead, by);
      return { ...leadState(lead), dealId: lead.dealId!, accountId: account.id, accountName: account.name, contactId };
    });
  }

  /** The lead has passed the fence when it came in: what is like the new customer is listed, and holds nobody up. */
  private async begin(tx: Tx, accountId: string, lead: Lead, by: Principal): Promise<void> {
    await this.accountDesk.begin(tx, accountId);
    await this.beside.execute(tx, 'account', [accountId], { importId: null, by: by.personId }, new Map([[accountId, [lead.id]]]));
  }

  private async accountOf(tx: Tx, { account }: ConvertLead, lead: Lead, by: Principal): Promise<{ id: string; name: string; isNew: boolean }> {
    if (account && 'id' in account) {
      const known = await this.accounts.find(tx, account.id);
      if (!known) throw accountErrors.not_found({ field: 'account.id' });
      access.require(by, 'read', 'account', known);
      return { id: known.id, name: known.name, isNew: false };
    }
    return this.accounts.findOrInsert(tx, {
      name: account?.name ?? lead.companyName ?? lead.displayName,
      creditCode: lead.creditCode,
      domain: lead.domain,
      country: lead.country,
      ownerId: lead.ownerId!,
      orgPath: lead.orgPath,
      leadId: lead.id,
    });
  }
}

function checkedContact({ name, email, phone }: ConvertLead['contact']): { name: string; email: string | null; phone: string | null } {
  const checked = { name, email: normaliseEmail(email), phone: normalisePhone(phone) };
  if (email && checked.email === null) throw leadErrors.email_invalid({ field: 'contact.email' });
  if (phone && checked.phone === null) throw leadErrors.phone_invalid({ field: 'contact.phone' });
  return checked;
}

function newAccount({ id, name }: { id: string; name: string }, lead: Lead): DomainEvent {
  const data = { accountId: id, name, ownerId: lead.ownerId!, leadId: lead.id };
  return accountCreated.of({ id, version: 1, correlationId: lead.dealId!, orgPath: lead.orgPath, data });
}
