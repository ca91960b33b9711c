import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { accountRelationshipMapped } from '@throughline/events/account-events';
import { AccountDesk } from '../account/account-desk';
import { accountFact } from '../account/account-facts';
import { AccountParts } from '../account/account-part.repository';
import type { AccountState } from '../account/account-state.dto';
import { AccountOwners } from '../account/account-owners';
import { accountErrors } from '../account/account.errors';
import type { MapRelationship } from './map-relationship.dto';

interface Pair {
  accountId: string;
  contactId: string;
  personId: string;
}

/** Who of theirs talks to whom of ours. */
@Injectable()
export class MapRelationshipCommand {
  constructor(
    private readonly desk: AccountDesk,
    private readonly parts: AccountParts,
    private readonly people: AccountOwners,
  ) {}

  /** @throws account.not_found, account.contact_unknown, account.person_unknown, access.denied */
  async map(pair: Pair, line: MapRelationship, by: Principal): Promise<AccountState> {
    const { accountId, contactId, personId } = pair;
    return this.desk.change({ accountId }, 'change', by, async (account, tx) => {
      await this.parts.requireContacts(tx, accountId, [contactId]);
      await this.people.active(tx, personId);
      if (!(await this.parts.mapRelationship(tx, { ...pair, ...line, note: line.note ?? null, by: by.personId }))) return [];
      account.enter('mapRelationship');
      return [accountFact(accountRelationshipMapped, account, { contactId, personId, function: line.function, strength: line.strength })];
    });
  }

  /** @throws account.not_found, account.not_linked, access.denied */
  async drop({ accountId, contactId, personId }: Pair, by: Principal): Promise<AccountState> {
    return this.desk.change({ accountId }, 'change', by, async (account, tx) => {
      if (!(await this.parts.dropRelationship(tx, accountId, contactId, personId))) throw accountErrors.not_linked();
      account.enter('mapRelationship');
      return [accountFact(accountRelationshipMapped, account, { contactId, personId, function: null, strength: null })];
    });
  }
}
