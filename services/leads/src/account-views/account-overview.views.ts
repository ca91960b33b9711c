import { Injectable } from '@nestjs/common';
import { shownTo } from '@throughline/access/field-rules';
import type { Principal } from '@throughline/access/principal';
import { Money } from '@throughline/money/money';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { requireAccount } from '../account/account-access';
import { contractScope, dealScope } from '../read-scope';
import { AccountRecords } from '../account/account-record.repository';
import { AccountPolicies } from '../account/account-rules';
import type { Account } from '../account/account.entity';
import type { AccountKeyData, AccountOverview } from './account-overview.dto';
import { keyDataSql, overviewSql } from './account-overview.sql';
import type { StoredFigures } from './account-tree.views';
import { rolledUp } from './account-tree.views';

interface Stored extends Omit<AccountOverview, 'accountId' | 'name' | 'own' | 'rolledUp' | 'hidden'> {
  figures: (StoredFigures & { own: boolean })[];
}
interface StoredKeyData extends Omit<AccountKeyData, 'accountId' | 'keyAccount' | 'hidden' | 'satisfaction' | 'purchases'> {
  satisfaction: AccountKeyData['satisfaction']['history'];
  purchases: Omit<AccountKeyData['purchases'], 'amounts'>;
  amounts: AccountKeyData['purchases']['amounts'];
}

/** All around one customer, in one statement. */
@Injectable()
export class AccountOverviewViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly records: AccountRecords,
    private readonly policies: AccountPolicies,
  ) {}

  /** @throws account.not_found, also for what lies outside the caller's scope */
  async overview(asked: string, by: Principal): Promise<AccountOverview> {
    const deals = dealScope(by, 'x', 2);
    const contracts = contractScope(by, 'x', 2 + deals.params.length);
    // Sums over the group of companies, and how many deals and contracts are others'; of what is not his no more than that.
    return this.transaction.readBeyondReach(async (tx) => {
      const { id: accountId, name } = await this.visible(tx, asked, by);
      const [stored] = await tx.query<Stored>(overviewSql({ deals: deals.sql, contracts: contracts.sql }), [accountId, ...deals.params, ...contracts.params]);
      const { figures, ...parts } = stored!;
      const own = figures.filter((line) => line.own);
      const all = { accountId, name, own: rolledUp(own, []), rolledUp: rolledUp(own, figures.filter((line) => !line.own)), ...parts };
      const shown = withMoney(shownTo(by, 'account-overview', all));
      const told = (part: 'deals' | 'contracts') => (shown.hidden.includes(part) ? null : shown.beyondReach[part]);
      return { ...shown, beyondReach: { deals: told('deals'), contracts: told('contracts') } };
    });
  }

  /** @throws account.not_found */
  async keyData(asked: string, by: Principal): Promise<AccountKeyData> {
    return this.transaction.read(async (tx) => {
      const { id: accountId, keyAccount, satisfaction: level } = await this.visible(tx, asked, by);
      const { calendar } = await this.policies.rules(tx);
      const [stored] = await tx.query<StoredKeyData>(keyDataSql, [accountId, tx.now, calendar.zone]);
      const { satisfaction: history, purchases, amounts, ...parts } = stored!;
      const all = { accountId, keyAccount, ...parts, satisfaction: { level, history }, purchases: { ...purchases, amounts } };
      return withMoney(shownTo(by, 'account-key-data', all));
    });
  }

  private async visible(tx: Tx, accountId: string, by: Principal): Promise<Account> {
    const account = await this.records.find(tx, accountId);
    await requireAccount(tx, by, 'read', account);
    return account;
  }
}

/** Amounts as the database prints them (`5.0000`) become amounts of their currency (`5.00`), wherever they stand. */
function withMoney<T>(value: T): T {
  if (Array.isArray(value)) return value.map((one: unknown) => withMoney(one)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const { amount, currency } = value as { amount?: unknown; currency?: unknown };
  if (typeof amount === 'string' && typeof currency === 'string') return Money.of(amount, currency.trim()).toJSON() as T;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withMoney(one as unknown)])) as T;
}
