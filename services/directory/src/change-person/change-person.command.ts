import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { PersonView } from '../people-views/people.dto';
import { PeopleViews } from '../people-views/people.views';
import { personChangedEvent } from '../person/person';
import { PersonRepository } from '../person/person.repository';
import type { ChangePerson } from './change-person.dto';

/** Name, address, zone and external id of a person. */
@Injectable()
export class ChangePersonCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly people: PersonRepository,
    private readonly views: PeopleViews,
    private readonly outbox: Outbox,
  ) {}

  /** @throws person.not_found, person.email_taken, person.external_id_taken, access.denied */
  async execute({ personId, ...command }: ChangePerson & { personId: string }, by: Principal): Promise<PersonView> {
    access.require(by, 'change', 'person');
    return this.transaction.run(async (tx) => {
      const person = await this.people.lock(tx, personId);
      const { name = person.name, email = person.email, zone = person.zone, externalId = person.externalId } = command;
      const same = name === person.name && email === person.email && zone === person.zone && externalId === person.externalId;
      // Asked for again it is no fact.
      if (!same) await this.outbox.append(tx, personChangedEvent(await this.people.change(tx, person, { name, email, zone, externalId })));
      return this.views.one(personId);
    });
  }
}
