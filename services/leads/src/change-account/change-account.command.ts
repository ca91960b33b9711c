import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { accountChanged } from '@throughline/events/account-events';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { requireAccount } from '../account/account-access';
import { AccountDesk } from '../account/account-desk';
import type { AccountChange } from '../account/account-desk';
import { accountFact } from '../account/account-facts';
import { accountColumns } from '../account/account-fields.dto';
import { AccountRecords } from '../account/account-record.repository';
import type { AccountState } from '../account/account-state.dto';
import { companyOf, entrantOf, recognisedBy } from '../account/account-twins';
import type { Account } from '../account/account.entity';
import { accountErrors } from '../account/account.errors';
import { AccountLeads } from '../attach-lead/account-leads';
import type { Admission } from '../duplicates/duplicate-fence';
import { DuplicateFence } from '../duplicates/duplicate-fence';
import type { MatchRecord } from '../duplicates/match-score';
import type { ChangeAccount } from './change-account.dto';

/** Changes what is known of a customer; another potential may give him another grade at once, and leads of a key account may take up no room. */
@Injectable()
export class ChangeAccountCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly desk: AccountDesk,
    private readonly leads: AccountLeads,
    private readonly records: AccountRecords,
    private readonly fence: DuplicateFence,
  ) {}

  /**
   * @param admission changes it although it may become a company that is here already
   * @throws account.not_found, account.duplicate, account.possible_duplicate, account.*_invalid, access.denied, concurrency.version_mismatch
   */
  async execute(change: AccountChange, fields: ChangeAccount, by: Principal, admission?: Admission): Promise<AccountState> {
    if (fields.keyAccount === undefined) return this.changed(change, fields, by, admission);
    return this.transaction.run(async (tx) => {
      await this.leads.hold(tx, change.accountId);
      const state = await this.changed(change, fields, by, admission);
      await this.leads.settle(tx, change.accountId);
      return state;
    });
  }

  private changed(change: AccountChange, fields: ChangeAccount, by: Principal, admission?: Admission): Promise<AccountState> {
    const columns = accountColumns(fields);
    return this.desk.change(change, 'change', by, async (account, tx) => {
      const before = companyOf(account);
      const changed = account.change(columns);
      if (recognisedBy.some((field) => changed.includes(field))) await this.recognise(tx, account, before, admission);
      return changed.length === 0 ? [] : [accountFact(accountChanged, account, { changed })];
    });
  }

  /** Says what would be refused now, however alike it becomes, and does nothing. @throws as `execute` */
  async check(tx: Tx, accountId: string, fields: ChangeAccount, by: Principal): Promise<void> {
    const account = await this.records.lock(tx, accountId);
    await requireAccount(tx, by, 'change', account);
    account.change(accountColumns(fields));
    if (await this.records.taken(tx, account)) throw accountErrors.duplicate();
  }

  private async recognise(tx: Tx, account: Account, before: MatchRecord, admission?: Admission): Promise<void> {
    if (await this.records.taken(tx, account)) throw accountErrors.duplicate();
    const kin = await this.records.group(tx, account.id);
    const entrant = entrantOf(account, { before, kin });
    await this.fence.entered(tx, entrant, await this.fence.enter(tx, entrant, admission), admission);
  }
}
