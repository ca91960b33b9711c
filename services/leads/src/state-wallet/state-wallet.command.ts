import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { accountWalletStated } from '@throughline/events/account-events';
import { Money, moneyErrors } from '@throughline/money/money';
import { AccountDesk } from '../account/account-desk';
import { accountFact } from '../account/account-facts';
import { AccountParts } from '../account/account-part.repository';
import type { AccountState } from '../account/account-state.dto';
import type { StateWallet } from './state-wallet.dto';

/** What a customer spends in a year, so that our share of it can be seen. */
@Injectable()
export class StateWalletCommand {
  constructor(
    private readonly desk: AccountDesk,
    private readonly parts: AccountParts,
  ) {}

  /** @throws account.not_found, access.denied, money.invalid_amount */
  async execute({ accountId }: { accountId: string }, { year, spend, source }: StateWallet, by: Principal): Promise<AccountState> {
    const money = Money.from(spend);
    if (!money.isPositive()) throw moneyErrors.invalid_amount({ field: 'spend', detail: 'The spend must be more than nothing.' });
    return this.desk.change({ accountId }, 'change', by, async (account, tx) => {
      const stated = { accountId, year, spend: money.amount, currency: money.currency, source, by: by.personId };
      if (!(await this.parts.stateWallet(tx, stated))) return [];
      account.enter('stateWallet');
      return [accountFact(accountWalletStated, account, { year, spend: money.toJSON() })];
    });
  }
}
