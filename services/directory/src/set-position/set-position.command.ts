import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { PersonView } from '../people-views/people.dto';
import { PeopleViews } from '../people-views/people.views';
import { personChangedEvent } from '../person/person';
import { PersonRepository } from '../person/person.repository';
import { Planning } from '../planned-position/planning';
import { Placing } from '../position/placing';
import { UnitRepository } from '../unit/unit.repository';
import type { SetPosition } from './set-position.dto';

/** The main position of a person: his unit, his title and whom he reports to. The one before stays in his history. With a day that lies ahead it is planned for that day. */
@Injectable()
export class SetPositionCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly units: UnitRepository,
    private readonly people: PersonRepository,
    private readonly placing: Placing,
    private readonly planning: Planning,
    private readonly views: PeopleViews,
    private readonly outbox: Outbox,
  ) {}

  /** @throws person.not_found, person.has_left, person.manager_has_left, person.leads_back, unit.not_found, unit.closed, position.planned_already, position.before_the_last, access.denied */
  async execute({ personId, unitId, title, managerId, from }: SetPosition & { personId: string }, by: Principal): Promise<PersonView> {
    access.require(by, 'set-position', 'person');
    return this.transaction.run(async (tx) => {
      await this.units.oneAtATime(tx);
      const unit = await this.units.lockOpen(tx, unitId, 'unitId');
      const person = await this.people.lock(tx, personId);
      const startsAt = await this.planning.ahead(tx, unit.path, from);
      if (startsAt) {
        await this.planning.plan(tx, person, unit, startsAt, { kind: 'main', positionId: null, title, managerId, day: from! }, by);
        return this.views.one(personId);
      }
      const placed = await this.placing.place(tx, person, { unit, title, managerId, ...(from !== undefined && { from }) });
      if (placed !== person) await this.outbox.append(tx, personChangedEvent(placed));
      return this.views.one(personId);
    });
  }
}
