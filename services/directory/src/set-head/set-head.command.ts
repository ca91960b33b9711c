import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { PersonRepository } from '../person/person.repository';
import { unitChangedEvent } from '../unit/unit';
import { unitErrors } from '../unit/unit.errors';
import { UnitRepository } from '../unit/unit.repository';
import type { UnitView } from '../unit-views/unit.dto';

/** Who heads a unit: the approvals that ask for its head ask him. */
@Injectable()
export class SetHeadCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly units: UnitRepository,
    private readonly people: PersonRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws unit.not_found, unit.closed, unit.head_has_left, person.not_found, access.denied */
  async execute({ unitId, personId }: { unitId: string; personId: string | null }, by: Principal): Promise<UnitView> {
    access.require(by, 'set-head', 'unit');
    return this.transaction.run(async (tx) => {
      const unit = await this.units.lockOpen(tx, unitId);
      if (unit.headId === personId) return unit;
      if (personId !== null && !(await this.people.find(tx, personId)).active) throw unitErrors.head_has_left({ field: 'personId' });
      const changed = await this.units.change(tx, unit, { headId: personId });
      await this.outbox.append(tx, unitChangedEvent(changed));
      return changed;
    });
  }
}
