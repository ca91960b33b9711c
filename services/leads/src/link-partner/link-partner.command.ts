import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { accountPartnerLinked } from '@throughline/events/account-events';
import { AccountParts } from '../account/account-part.repository';
import { accountErrors } from '../account/account.errors';
import { AccountDesk } from '../account/account-desk';
import type { AccountChange } from '../account/account-desk';
import { accountFact } from '../account/account-facts';
import type { AccountState } from '../account/account-state.dto';
import type { LinkPartner } from './link-partner.dto';

/** Notes that a channel partner serves this customer, in which role and since when. */
@Injectable()
export class LinkPartnerCommand {
  constructor(
    private readonly desk: AccountDesk,
    private readonly parts: AccountParts,
  ) {}

  /** @throws account.not_found, access.denied, concurrency.version_mismatch, account.partner_unknown */
  async execute(change: AccountChange, given: LinkPartner, by: Principal): Promise<AccountState> {
    return this.desk.change(change, 'link-partner', by, async (account, tx) => {
      if (given.partnerId === account.id || !(await this.parts.partnerKnown(tx, given.partnerId))) throw accountErrors.partner_unknown({ field: 'partnerId' });
      const isNew = await this.parts.linkPartner(tx, { ...given, note: given.note ?? null, accountId: account.id, by: by.personId });
      if (!isNew) return [];
      account.enter('linkPartner');
      return [accountFact(accountPartnerLinked, account, { partnerId: given.partnerId, role: given.role })];
    });
  }
}
