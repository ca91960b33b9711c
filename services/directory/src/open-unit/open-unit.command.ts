import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import type { Unit } from '../unit/unit';
import { unitCreatedEvent } from '../unit/unit';
import { UnitRepository } from '../unit/unit.repository';
import type { UnitView } from '../unit-views/unit.dto';
import type { OpenUnit } from './open-unit.dto';

/** A new unit in the tree, empty. */
@Injectable()
export class OpenUnitCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly units: UnitRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws unit.not_found, unit.closed, unit.code_taken, unit.name_taken, access.denied */
  async execute({ name, kind, parentId, code }: OpenUnit, by: Principal): Promise<UnitView> {
    access.require(by, 'open', 'unit');
    return this.transaction.run(async (tx) => {
      await this.units.oneAtATime(tx);
      const parent = await this.units.lockOpen(tx, parentId, 'parentId');
      const path = await this.units.pathBelow(tx, parent);
      const unit: Unit = { id: uuidv7(), name, kind, code, path, parentId, headId: null, calendarKey: null, closed: false, version: 1 };
      await this.units.insert(tx, unit);
      await this.outbox.append(tx, unitCreatedEvent(unit));
      return unit;
    });
  }
}
