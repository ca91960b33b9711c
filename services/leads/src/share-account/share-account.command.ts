import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { accountTeamChanged } from '@throughline/events/account-events';
import { AccountDesk } from '../account/account-desk';
import { accountFact } from '../account/account-facts';
import { AccountParts } from '../account/account-part.repository';
import type { AccountState } from '../account/account-state.dto';
import { AccountOwners } from '../account/account-owners';
import { accountErrors } from '../account/account.errors';
import type { ShareAccount } from './share-account.dto';

interface Place {
  accountId: string;
  personId: string;
}

/** Who else works on an account, how far, and until when. At that instant it ends by itself, in every read and write. */
@Injectable()
export class ShareAccountCommand {
  constructor(
    private readonly desk: AccountDesk,
    private readonly parts: AccountParts,
    private readonly people: AccountOwners,
  ) {}

  /** @throws account.not_found, account.person_unknown, account.until_past, access.denied */
  async share({ accountId, personId }: Place, { access, role, until }: ShareAccount, by: Principal): Promise<AccountState> {
    return this.desk.change({ accountId }, 'share', by, async (account, tx) => {
      await this.people.active(tx, personId);
      const end = until === undefined ? null : new Date(until);
      if (end !== null && end <= tx.now) throw accountErrors.until_past({ field: 'until' });
      const differs = await this.parts.setTeam(tx, { accountId, personId, access, role: role ?? null, until: end, by: by.personId });
      if (!differs) return [];
      account.enter('setTeam');
      return [accountFact(accountTeamChanged, account, { personId, access, until: end?.toISOString() ?? null })];
    });
  }

  /** @throws account.not_found, account.not_linked, access.denied */
  async unshare({ accountId, personId }: Place, by: Principal): Promise<AccountState> {
    return this.desk.change({ accountId }, 'share', by, async (account, tx) => {
      if (!(await this.parts.leaveTeam(tx, accountId, personId))) throw accountErrors.not_linked();
      account.enter('setTeam');
      return [accountFact(accountTeamChanged, account, { personId, access: null, until: null })];
    });
  }
}
