import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { PersonView } from '../people-views/people.dto';
import { PeopleViews } from '../people-views/people.views';
import { personChangedEvent, personJoinedEvent } from '../person/person';
import { personErrors } from '../person/person.errors';
import { PersonRepository } from '../person/person.repository';
import { Planning } from '../planned-position/planning';
import { PositionRepository } from '../position/position.repository';
import { UnitRepository } from '../unit/unit.repository';
import { WithdrawCredentials } from './withdraw-credentials';

/** Somebody leaves, or comes back, or comes before the day on which he was to join. What he was let in with ends with his leaving; what was his is handed over by the services that keep it, each by the fact; what went stays where it went. */
@Injectable()
export class SetPersonActiveCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly people: PersonRepository,
    private readonly units: UnitRepository,
    private readonly positions: PositionRepository,
    private readonly planning: Planning,
    private readonly credentials: WithdrawCredentials,
    private readonly views: PeopleViews,
    private readonly outbox: Outbox,
  ) {}

  /** @throws person.not_found, person.not_oneself, access.denied */
  async execute({ personId, active }: { personId: string; active: boolean }, by: Principal): Promise<PersonView> {
    access.require(by, 'set-active', 'person');
    if (personId === by.personId) throw personErrors.not_oneself();
    return this.transaction.run(async (tx) => {
      await this.units.oneAtATime(tx);
      const person = await this.people.lock(tx, personId);
      // Asked for again it is no fact; but who was to join does not.
      if (person.active === active) {
        if (!active) await this.planning.withdrawAll(tx, person, by.personId);
        return this.views.one(personId);
      }
      const joins = await this.planning.joins(tx, person);
      const { unitId, position: title, managerId } = person;
      if (active) await this.positions.setMain(tx, person, { unitId, title, managerId });
      else await this.positions.endAll(tx, person);
      const freed = await this.planning.withdrawAll(tx, person, by.personId);
      const changed = await this.people.change(tx, freed, { active });
      await this.outbox.append(tx, joins ? personJoinedEvent(changed) : personChangedEvent(changed));
      if (!active) await this.credentials.of(tx, person, by);
      return this.views.one(personId);
    });
  }
}
