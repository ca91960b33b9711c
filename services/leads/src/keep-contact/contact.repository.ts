import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { updateVersioned } from '@throughline/persistence/update-versioned';
import { contactErrors } from '../account/account.errors';
import type { Contact } from './keep-contact.dto';

const columns = 'id AS "contactId", account_id AS "accountId", name, email, phone, position, function, version';

/** People of the customers. */
@Injectable()
export class ContactRepository {
  /** @throws contact.not_found */
  async lock(tx: Tx, contactId: string): Promise<Contact> {
    const [contact] = await tx.query<Contact>(`SELECT ${columns} FROM contact WHERE id = $1 FOR UPDATE`, [contactId]);
    if (!contact) throw contactErrors.not_found();
    return contact;
  }

  /** @throws contact.not_found */
  async find(tx: Tx, contactId: string): Promise<Contact> {
    const [contact] = await tx.query<Contact>(`SELECT ${columns} FROM contact WHERE id = $1`, [contactId]);
    if (!contact) throw contactErrors.not_found();
    return contact;
  }

  async ofAccount(tx: Tx, accountId: string, after: string | undefined, limit: number): Promise<Contact[]> {
    return tx.query<Contact>(`SELECT ${columns} FROM contact WHERE account_id IN (SELECT merged_accounts($1)) AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`, [accountId, after ?? null, limit]);
  }

  async insert(tx: Tx, { contactId, accountId, name, email, phone, position, function: does }: Contact): Promise<void> {
    await tx.query('INSERT INTO contact (id, account_id, name, email, phone, position, function, created_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)', [
      contactId, accountId, name, email, phone, position, does, tx.now,
    ]);
  }

  /** @returns the new version @throws concurrency.version_mismatch */
  save(tx: Tx, { contactId, name, email, phone, position, function: does, version }: Contact): Promise<number> {
    return updateVersioned(tx, 'contact', contactId, version, { name, email, phone, position, function: does });
  }
}
