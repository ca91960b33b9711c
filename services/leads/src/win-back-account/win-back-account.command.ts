import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { accountWonBack } from '@throughline/events/account-events';
import { AccountParts } from '../account/account-part.repository';
import { AccountDesk } from '../account/account-desk';
import type { AccountChange } from '../account/account-desk';
import { accountFact } from '../account/account-facts';
import type { AccountState } from '../account/account-state.dto';
import type { WinBackAccount } from './win-back-account.dto';

/** A customer who had left is one again; his visits are counted anew from now. */
@Injectable()
export class WinBackAccountCommand {
  constructor(
    private readonly desk: AccountDesk,
    private readonly parts: AccountParts,
  ) {}

  /** @throws account.not_found, access.denied, concurrency.version_mismatch, account.wrong_status */
  async execute(change: AccountChange, { note }: WinBackAccount, by: Principal): Promise<AccountState> {
    return this.desk.change(change, 'churn', by, async (account, tx) => {
      account.winBack(tx.now);
      await this.parts.endChurn(tx, account.id, by.personId, note ?? null);
      return [accountFact(accountWonBack, account, { ownerId: account.ownerId })];
    });
  }
}
