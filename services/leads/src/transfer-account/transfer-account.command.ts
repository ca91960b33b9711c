import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { accountOwnershipChanged } from '@throughline/events/account-events';
import { AccountOwners } from '../account/account-owners';
import { AccountRecords } from '../account/account-record.repository';
import { AccountDesk } from '../account/account-desk';
import type { AccountChange } from '../account/account-desk';
import { accountFact } from '../account/account-facts';
import type { AccountState } from '../account/account-state.dto';
import type { TransferAccount } from './transfer-account.dto';

/** Gives one account to another owner. */
@Injectable()
export class TransferAccountCommand {
  constructor(
    private readonly desk: AccountDesk,
    private readonly owners: AccountOwners,
    private readonly records: AccountRecords,
  ) {}

  /** @throws account.not_found, access.denied, concurrency.version_mismatch, account.person_unknown, account.same_owner */
  async execute(change: AccountChange, { to, reason }: TransferAccount, by: Principal): Promise<AccountState> {
    return this.desk.change(change, 'transfer', by, async (account, tx) => {
      const owner = await this.owners.assignable(tx, to, 'transfer', by);
      const fromId = account.ownerId;
      account.transfer(owner);
      await this.records.changeOwner(tx, [account], reason, null);
      return [accountFact(accountOwnershipChanged, account, { fromId, toId: account.ownerId, toPath: account.orgPath, reason, handOverId: null })];
    });
  }
}
