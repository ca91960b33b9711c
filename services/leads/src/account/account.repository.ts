import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { v7 as uuidv7 } from 'uuid';
import { companyKey } from '../lead/normalise';
import { AccountTwins } from './account-twins';

export interface NewAccount {
  name: string;
  creditCode: string | null;
  domain: string | null;
  country: string | null;
  ownerId: string;
  orgPath: string;
  leadId: string;
}
export interface KnownAccount {
  id: string;
  name: string;
  ownerId: string;
  orgPath: string;
}
export interface NewContact {
  accountId: string;
  name: string;
  email: string | null;
  phone: string | null;
}

/** Customers and their people. One account for a credit code, one for a company name with domain: unique indexes decide. */
@Injectable()
export class AccountRepository {
  constructor(private readonly twins: AccountTwins) {}

  async find(tx: Tx, id: string): Promise<KnownAccount | undefined> {
    const [row] = await tx.query<KnownAccount>('SELECT id, name, owner_id AS "ownerId", org_path AS "orgPath" FROM account WHERE id = standing_account($1)', [id]);
    return row;
  }

  /** The account of this company: a new one, or the one that is there, whoever made it, also a moment ago. */
  async findOrInsert(tx: Tx, account: NewAccount): Promise<{ id: string; name: string; isNew: boolean }> {
    const nameKey = companyKey(account.name);
    const id = uuidv7();
    const rows = await tx.query(
      `INSERT INTO account (id, name, credit_code, domain, country, name_key, owner_id, org_path, lead_id, created_at, version)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1) ON CONFLICT DO NOTHING RETURNING id`,
      [id, account.name, account.creditCode, account.domain, account.country, nameKey, account.ownerId, account.orgPath, account.leadId, tx.now],
    );
    if (rows.length > 0) {
      await this.twins.keep(tx, [{ id, phone: null, city: null, ...account }]);
      return { id, name: account.name, isNew: true };
    }
    const [known] = await tx.query<{ id: string; name: string }>(
      `SELECT id, name FROM account WHERE id = standing_account((SELECT id FROM account WHERE credit_code = $1 OR (name_key = $2 AND domain = $3)
         ORDER BY credit_code = $1 DESC NULLS LAST LIMIT 1))`,
      [account.creditCode, nameKey, account.domain],
    );
    return { ...known!, isNew: false };
  }

  async addContact(tx: Tx, contact: NewContact): Promise<string> {
    const id = uuidv7();
    await tx.query('INSERT INTO contact (id, account_id, name, email, phone, created_at) VALUES ($1, $2, $3, $4, $5, $6)', [
      id,
      contact.accountId,
      contact.name,
      contact.email,
      contact.phone,
      tx.now,
    ]);
    return id;
  }
}
