import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { personChangedEvent } from '../person/person';
import { PersonRepository } from '../person/person.repository';
import { unitChangedEvent } from '../unit/unit';
import { unitErrors } from '../unit/unit.errors';
import { UnitRepository } from '../unit/unit.repository';
import type { UnitView } from '../unit-views/unit.dto';

/** Puts a unit, with everybody and everything below it, under another: their paths change, and all services follow. */
@Injectable()
export class MoveUnitCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly units: UnitRepository,
    private readonly people: PersonRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws unit.not_found, unit.closed, unit.leads_back, unit.is_the_group, unit.name_taken, access.denied */
  async execute({ unitId, parentId }: { unitId: string; parentId: string }, by: Principal): Promise<UnitView> {
    access.require(by, 'move', 'unit');
    return this.transaction.run(async (tx) => {
      await this.units.oneAtATime(tx);
      const unit = await this.units.lockOpen(tx, unitId);
      if (unit.parentId === null) throw unitErrors.is_the_group();
      if (unit.parentId === parentId) return unit;
      const parent = await this.units.lockOpen(tx, parentId, 'parentId');
      if (parent.path.startsWith(unit.path)) throw unitErrors.leads_back({ field: 'parentId' });
      const moved = await this.units.move(tx, unit, parent);
      const people = await this.people.touchIn(tx, moved.map(({ id }) => id));
      await this.outbox.append(tx, [...moved.map((one) => unitChangedEvent(one)), ...people.map(personChangedEvent)]);
      return moved[0]!;
    });
  }
}
