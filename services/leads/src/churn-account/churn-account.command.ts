import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { accountChurned } from '@throughline/events/account-events';
import { AccountParts } from '../account/account-part.repository';
import { AccountDesk } from '../account/account-desk';
import type { AccountChange } from '../account/account-desk';
import { accountFact } from '../account/account-facts';
import type { AccountState } from '../account/account-state.dto';
import type { ChurnAccount } from './churn-account.dto';

/** The customer has left: why is kept, and nobody is asked to visit him any more. */
@Injectable()
export class ChurnAccountCommand {
  constructor(
    private readonly desk: AccountDesk,
    private readonly parts: AccountParts,
  ) {}

  /** @throws account.not_found, access.denied, concurrency.version_mismatch, account.wrong_status */
  async execute(change: AccountChange, { reason, lostTo, note }: ChurnAccount, by: Principal): Promise<AccountState> {
    return this.desk.change(change, 'churn', by, async (account, tx) => {
      account.churn(reason, tx.now);
      await this.parts.addChurn(tx, { accountId: account.id, reason, note: note ?? null, lostTo: lostTo ?? null, by: by.personId });
      return [accountFact(accountChurned, account, { ownerId: account.ownerId, reason, lostTo: lostTo ?? null })];
    });
  }
}
