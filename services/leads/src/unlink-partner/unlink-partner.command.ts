import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { accountPartnerUnlinked } from '@throughline/events/account-events';
import { AccountDesk } from '../account/account-desk';
import { accountFact } from '../account/account-facts';
import { AccountParts } from '../account/account-part.repository';
import type { AccountState } from '../account/account-state.dto';
import { accountErrors } from '../account/account.errors';

/** A channel partner no longer serves this customer in this role. */
@Injectable()
export class UnlinkPartnerCommand {
  constructor(
    private readonly desk: AccountDesk,
    private readonly parts: AccountParts,
  ) {}

  /** @throws account.not_found, account.not_linked, access.denied */
  async execute({ accountId, partnerId, role }: { accountId: string; partnerId: string; role: string }, by: Principal): Promise<AccountState> {
    return this.desk.change({ accountId }, 'link-partner', by, async (account, tx) => {
      if (!(await this.parts.unlinkPartner(tx, accountId, partnerId, role))) throw accountErrors.not_linked();
      account.enter('unlinkPartner');
      return [accountFact(accountPartnerUnlinked, account, { partnerId, role })];
    });
  }
}
