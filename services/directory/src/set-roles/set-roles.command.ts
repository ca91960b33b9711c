import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { PersonView } from '../people-views/people.dto';
import { PeopleViews } from '../people-views/people.views';
import { personChangedEvent } from '../person/person';
import { personErrors } from '../person/person.errors';
import { PersonRepository } from '../person/person.repository';
import { UnitRepository } from '../unit/unit.repository';
import { Granting, hasJust } from './granting';
import type { SetRoles } from './set-roles.dto';

/** What somebody may do: his roles in his own unit, and those that he has in others, each whole or narrowed. */
@Injectable()
export class SetRolesCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly units: UnitRepository,
    private readonly people: PersonRepository,
    private readonly granting: Granting,
    private readonly views: PeopleViews,
    private readonly outbox: Outbox,
  ) {}

  /** @throws person.not_found, person.not_oneself (an administrator stays one), unit.not_found, unit.closed, person.role_twice, person.narrowed_to_too_much, access.denied */
  async execute({ personId, roles }: SetRoles & { personId: string }, by: Principal): Promise<PersonView> {
    access.require(by, 'set-roles', 'person');
    if (personId === by.personId && !roles.some(({ role }) => role === 'admin')) throw personErrors.not_oneself();
    return this.transaction.run(async (tx) => {
      await this.units.oneAtATime(tx);
      const person = await this.people.lock(tx, personId);
      if (!hasJust(person, roles)) {
        const changed = await this.people.change(tx, person, {});
        await this.outbox.append(tx, personChangedEvent(await this.granting.set(tx, changed, roles, by.personId)));
      }
      return this.views.one(personId);
    });
  }
}
