import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { accountChanged } from '@throughline/events/account-events';
import { AccountDesk } from '../account/account-desk';
import type { AccountChange } from '../account/account-desk';
import { accountFact } from '../account/account-facts';
import { accountColumns } from '../account/account-fields.dto';
import type { AccountState } from '../account/account-state.dto';
import { AccountTwins, recognisedBy } from '../account/account-twins';
import type { ChangeAccount } from './change-account.dto';

/** Changes what is known of a customer; another potential may give him another grade at once. */
@Injectable()
export class ChangeAccountCommand {
  constructor(
    private readonly desk: AccountDesk,
    private readonly twins: AccountTwins,
  ) {}

  /** @throws account.not_found, account.duplicate, account.*_invalid, access.denied, concurrency.version_mismatch */
  async execute(change: AccountChange, fields: ChangeAccount, by: Principal): Promise<AccountState> {
    const columns = accountColumns(fields);
    return this.desk.change(change, 'change', by, async (account, tx) => {
      const changed = account.change(columns);
      if (recognisedBy.some((field) => changed.includes(field))) await this.twins.keep(tx, [account]);
      return changed.length === 0 ? [] : [accountFact(accountChanged, account, { changed })];
    });
  }
}
