import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import { CalendarRepository } from '../calendar/calendar.repository';
import type { PersonView } from '../people-views/people.dto';
import { PeopleViews } from '../people-views/people.views';
import type { Person } from '../person/person';
import { personJoinedEvent } from '../person/person';
import { PersonRepository } from '../person/person.repository';
import { Planning } from '../planned-position/planning';
import { Placing } from '../position/placing';
import { PositionRepository } from '../position/position.repository';
import { Granting } from '../set-roles/granting';
import { UnitRepository } from '../unit/unit.repository';
import type { JoinPerson } from './join-person.dto';

/**
 * Somebody joins: with a main position, and with roles or none. With a day that lies ahead he is entered as somebody who is not here yet, and nobody is told of him
 * until then.
 */
@Injectable()
export class JoinPersonCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly units: UnitRepository,
    private readonly people: PersonRepository,
    private readonly positions: PositionRepository,
    private readonly placing: Placing,
    private readonly granting: Granting,
    private readonly planning: Planning,
    private readonly calendars: CalendarRepository,
    private readonly views: PeopleViews,
    private readonly outbox: Outbox,
  ) {}

  /** @throws unit.not_found, unit.closed, person.not_found and person.manager_has_left (of the manager), person.email_taken, person.external_id_taken, access.denied */
  async execute({ from, roles, ...command }: JoinPerson, by: Principal): Promise<PersonView> {
    access.require(by, 'join', 'person');
    // A key that may enter people only must not enter an administrator.
    if (roles.length > 0) access.require(by, 'set-roles', 'person');
    return this.transaction.run(async (tx) => {
      await this.units.oneAtATime(tx);
      const unit = await this.units.lockOpen(tx, command.unitId, 'unitId');
      const startsAt = await this.planning.ahead(tx, unit.path, from);
      const zone = command.zone ?? (await this.calendars.companyZone(tx));
      const person: Person = { ...command, id: uuidv7(), zone, unitPath: unit.path, roles: [], rolesElsewhere: [], only: null, active: startsAt === undefined, calendarKey: null, version: 1 };
      await this.placing.requireManager(tx, { ...person, managerId: null }, person.managerId);
      await this.people.insert(tx, person);
      const { position: title, managerId } = person;
      if (startsAt === undefined) await this.positions.setMain(tx, person, { unitId: unit.id, title, managerId }, from);
      const entered = await this.granting.set(tx, person, roles, by.personId);
      if (startsAt === undefined) await this.outbox.append(tx, personJoinedEvent(entered));
      else await this.planning.join(tx, entered, unit, startsAt, { title, managerId, day: from! }, by);
      return this.views.one(person.id);
    });
  }
}
