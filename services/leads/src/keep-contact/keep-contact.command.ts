import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { concurrencyErrors } from '@throughline/errors/common-errors';
import { contactAdded, contactChanged } from '@throughline/events/account-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import { requireAccount } from '../account/account-access';
import { AccountRecords } from '../account/account-record.repository';
import { contactErrors } from '../account/account.errors';
import { normaliseEmail, normalisePhone } from '../lead/normalise';
import { ContactRepository } from './contact.repository';
import type { AddContact, ChangeContact, Contact } from './keep-contact.dto';

/** People of a customer: added to his account, and changed. */
@Injectable()
export class KeepContactCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly accounts: AccountRecords,
    private readonly contacts: ContactRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws account.not_found, contact.email_invalid, contact.phone_invalid, access.denied */
  async add({ accountId }: { accountId: string }, given: AddContact, by: Principal): Promise<Contact> {
    const fields = checked(given);
    return this.transaction.run(async (tx) => {
      const account = await this.accounts.find(tx, accountId);
      await requireAccount(tx, by, 'add-contact', account);
      const nothing = { email: null, phone: null, position: null, function: null };
      const contact: Contact = { ...nothing, ...fields, name: given.name, contactId: uuidv7(), accountId, version: 1 };
      await this.contacts.insert(tx, contact);
      const data = { contactId: contact.contactId, accountId, function: contact.function };
      await this.outbox.append(tx, contactAdded.of({ id: contact.contactId, version: 1, correlationId: accountId, orgPath: account.orgPath, data }));
      return contact;
    });
  }

  /** @throws contact.not_found, contact.email_invalid, contact.phone_invalid, access.denied, concurrency.version_mismatch */
  async change({ contactId, version }: { contactId: string; version: number }, given: ChangeContact, by: Principal): Promise<Contact> {
    const fields = checked(given);
    return this.transaction.run(async (tx) => {
      const contact = await this.contacts.lock(tx, contactId);
      const account = await this.accounts.find(tx, contact.accountId);
      await requireAccount(tx, by, 'add-contact', account).catch((error: { code?: string }) => {
        throw error.code === 'account.not_found' ? contactErrors.not_found() : error;
      });
      if (version !== contact.version) throw concurrencyErrors.version_mismatch({ data: { currentVersion: contact.version } });
      const changed = Object.entries(fields).filter(([name, value]) => value !== undefined && contact[name as keyof Contact] !== value);
      if (changed.length === 0) return contact;
      const after = { ...contact, ...Object.fromEntries(changed) };
      after.version = await this.contacts.save(tx, after);
      const data = { contactId, accountId: contact.accountId, changed: changed.map(([name]) => name) };
      await this.outbox.append(tx, contactChanged.of({ id: contactId, version: after.version, correlationId: contact.accountId, orgPath: account.orgPath, data }));
      return after;
    });
  }
}

function checked<T extends ChangeContact>(given: T): T {
  const email = given.email == null ? given.email : normaliseEmail(given.email);
  const phone = given.phone == null ? given.phone : normalisePhone(given.phone);
  if (given.email && !email) throw contactErrors.email_invalid({ field: 'email' });
  if (given.phone && !phone) throw contactErrors.phone_invalid({ field: 'phone' });
  return { ...given, ...(given.email !== undefined && { email }), ...(given.phone !== undefined && { phone }) };
}
