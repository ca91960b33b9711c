import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import type { Tx } from '@throughline/persistence/transaction';
import type { PolicyPerson } from '@throughline/policy/people';

/** Everybody active, as the rules want them. */
@Injectable()
export class Colleagues {
  constructor(private readonly people: PeopleBook) {}

  async all(tx: Tx): Promise<PolicyPerson[]> {
    const people = await this.people.people(tx);
    return people.map(({ personId, name, managerId, roles, unitPath }) => ({ id: personId, name, managerId, roles, unitPath }));
  }
}
