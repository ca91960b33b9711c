import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { VerbOf } from '@throughline/access/grants';
import type { KnownPerson } from '@throughline/access/people-book';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import type { Tx } from '@throughline/persistence/transaction';
import { accountErrors } from './account.errors';

const SELLERS = ['sales-rep', 'sales-manager', 'sales-head'] as const;

/** Who may be given an account. */
@Injectable()
export class AccountOwners {
  constructor(private readonly people: PeopleBook) {}

  /** An active seller within the reach of whoever gives; oneself is. @throws account.person_unknown */
  async assignable(tx: Tx, personId: string, verb: VerbOf<'account'>, by: Principal): Promise<{ personId: string; unitPath: string }> {
    const person = await this.people.person(tx, personId);
    const reason = person ? whyNot(person, verb, by) : 'unknown';
    if (!person || reason) throw accountErrors.person_unknown({ field: 'ownerId', data: { reason } });
    return person;
  }

  /** Anybody active, of whatever role: a team has lawyers too. @throws account.person_unknown */
  async active(tx: Tx, personId: string): Promise<KnownPerson> {
    const person = await this.people.person(tx, personId);
    if (!person?.active) throw accountErrors.person_unknown({ field: 'personId', data: { reason: person ? 'inactive' : 'unknown' } });
    return person;
  }
}

function whyNot(person: KnownPerson, verb: VerbOf<'account'>, by: Principal): string | undefined {
  if (!person.active) return 'inactive';
  if (!person.roles.some((role) => SELLERS.some((seller) => seller === role))) return 'no seller';
  if (person.personId === by.personId) return undefined;
  return unitReached(by, verb, person.unitPath) ? undefined : 'outside your unit';
}

/** Whether a right reaches all of this unit, and not only what one owns oneself. */
export function unitReached(by: Principal, verb: VerbOf<'account'>, unitPath: string): boolean {
  return access.reachesUnit(by, verb, 'account', unitPath);
}
