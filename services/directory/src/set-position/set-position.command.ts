import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { PersonView } from '../people-views/people.dto';
import { PeopleViews } from '../people-views/people.views';
import { personChangedEvent } from '../person/person';
import { PersonRepository } from '../person/person.repository';
import { Placing } from '../position/placing';
import { UnitRepository } from '../unit/unit.repository';
import type { SetPosition } from './set-position.dto';

/** The main position of a person: his unit, his title and whom he reports to. The one before stays in his history. */
@Injectable()
export class SetPositionCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly units: UnitRepository,
    private readonly people: PersonRepository,
    private readonly placing: Placing,
    private readonly views: PeopleViews,
    private readonly outbox: Outbox,
  ) {}

  /** @throws person.not_found, person.has_left, person.manager_has_left, person.leads_back, unit.not_found, unit.closed, position.lies_ahead, position.before_the_last, access.denied */
  async execute({ personId, unitId, title, managerId, from }: SetPosition & { personId: string }, by: Principal): Promise<PersonView> {
    access.require(by, 'set-position', 'person');
    return this.transaction.run(async (tx) => {
      await this.units.oneAtATime(tx);
      const unit = await this.units.lockOpen(tx, unitId, 'unitId');
      const person = await this.people.lock(tx, personId);
      const placed = await this.placing.place(tx, person, { unit, title, managerId, ...(from !== undefined && { from }) });
      if (placed !== person) await this.outbox.append(tx, personChangedEvent(placed));
      return this.views.one(personId);
    });
  }
}
