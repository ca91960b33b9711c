import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { accountSatisfactionRecorded } from '@throughline/events/account-events';
import { AccountParts } from '../account/account-part.repository';
import { AccountDesk } from '../account/account-desk';
import type { AccountChange } from '../account/account-desk';
import { accountFact } from '../account/account-facts';
import type { AccountState } from '../account/account-state.dto';
import type { RecordSatisfaction } from './record-satisfaction.dto';

/** What the customer said of his satisfaction; what he said before stays in the history. */
@Injectable()
export class RecordSatisfactionCommand {
  constructor(
    private readonly desk: AccountDesk,
    private readonly parts: AccountParts,
  ) {}

  /** @throws account.not_found, access.denied, concurrency.version_mismatch, account.contact_unknown */
  async execute(change: AccountChange, { level, channel, comment, contactId }: RecordSatisfaction, by: Principal): Promise<AccountState> {
    return this.desk.change(change, 'visit', by, async (account, tx) => {
      if (contactId !== undefined) await this.parts.requireContacts(tx, account.id, [contactId]);
      const before = account.satisfaction;
      account.enter('recordSatisfaction');
      account.satisfaction = level;
      await this.parts.addSatisfaction(tx, { accountId: account.id, level, channel, comment: comment ?? null, contactId: contactId ?? null, by: by.personId });
      return [accountFact(accountSatisfactionRecorded, account, { level, before, channel })];
    });
  }
}
