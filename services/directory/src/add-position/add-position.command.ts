import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { personChangedEvent } from '../person/person';
import { personErrors } from '../person/person.errors';
import { PersonRepository } from '../person/person.repository';
import { Planning } from '../planned-position/planning';
import { Placing } from '../position/placing';
import { PositionRepository } from '../position/position.repository';
import type { PositionView } from '../position-views/positions.dto';
import type { SetPosition } from '../set-position/set-position.dto';
import { UnitRepository } from '../unit/unit.repository';

/** A position beside the main one. It gives no right by itself: rights come from roles, which may be given in the same unit. With a day that lies ahead it is planned. */
@Injectable()
export class AddPositionCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly units: UnitRepository,
    private readonly people: PersonRepository,
    private readonly positions: PositionRepository,
    private readonly placing: Placing,
    private readonly planning: Planning,
    private readonly outbox: Outbox,
  ) {}

  /** @throws person.not_found, person.has_left, person.manager_has_left, person.leads_back, unit.not_found, unit.closed, access.denied */
  async execute({ personId, unitId, title, managerId, from }: SetPosition & { personId: string }, by: Principal): Promise<PositionView> {
    access.require(by, 'set-position', 'person');
    return this.transaction.run(async (tx) => {
      await this.units.oneAtATime(tx);
      const unit = await this.units.lockOpen(tx, unitId, 'unitId');
      const person = await this.people.lock(tx, personId);
      if (!person.active) throw personErrors.has_left();
      const startsAt = await this.planning.ahead(tx, unit.path, from);
      if (startsAt) {
        const { id } = await this.planning.plan(tx, person, unit, startsAt, { kind: 'beside', positionId: null, title, managerId, day: from! }, by);
        return { id, personId, unitId, title, managerId, main: false, from: from!, until: null };
      }
      await this.placing.requireManager(tx, person, managerId);
      const position = await this.positions.add(tx, person, { unitId, title, managerId }, from);
      await this.outbox.append(tx, personChangedEvent(await this.people.change(tx, person, {})));
      return position;
    });
  }
}
