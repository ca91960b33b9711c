import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { unitChangedEvent } from '../unit/unit';
import { unitErrors } from '../unit/unit.errors';
import { UnitRepository } from '../unit/unit.repository';
import type { UnitView } from '../unit-views/unit.dto';
import { EmptyUnit } from './empty-unit';

/** A unit is no more. It stays in the history, its records go where its people go, or to the unit above. */
@Injectable()
export class CloseUnitCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly units: UnitRepository,
    private readonly empty: EmptyUnit,
    private readonly outbox: Outbox,
  ) {}

  /** @throws unit.not_found, unit.closed (of the target), unit.not_empty, unit.leads_back, unit.is_the_group, unit.name_taken, access.denied */
  async execute({ unitId, moveTo }: { unitId: string; moveTo?: string | undefined }, by: Principal): Promise<UnitView> {
    access.require(by, 'close', 'unit');
    return this.transaction.run(async (tx) => {
      await this.units.oneAtATime(tx);
      const unit = await this.units.lock(tx, unitId);
      if (unit.closed) return unit;
      if (unit.parentId === null) throw unitErrors.is_the_group();
      const target = await this.units.lockOpen(tx, moveTo ?? unit.parentId, 'moveTo');
      if (target.path.startsWith(unit.path)) throw unitErrors.leads_back({ field: 'moveTo' });
      const within = await this.empty.count(tx, unit);
      if (moveTo === undefined && within.people + within.units > 0) throw unitErrors.not_empty({ field: 'moveTo', data: within });
      const told = await this.empty.into(tx, unit, target);
      const closed = await this.units.close(tx, unit);
      await this.outbox.append(tx, [...told, unitChangedEvent(closed, target)]);
      return closed;
    });
  }
}
