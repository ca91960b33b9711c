import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { unitChangedEvent } from '../unit/unit';
import { UnitRepository } from '../unit/unit.repository';
import type { UnitView } from '../unit-views/unit.dto';
import type { ChangeUnit } from './change-unit.dto';

/** Another name or code for a unit. */
@Injectable()
export class ChangeUnitCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly units: UnitRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws unit.not_found, unit.closed, unit.code_taken, unit.name_taken, access.denied */
  async execute({ unitId, ...command }: ChangeUnit & { unitId: string }, by: Principal): Promise<UnitView> {
    access.require(by, 'change', 'unit');
    return this.transaction.run(async (tx) => {
      const unit = await this.units.lockOpen(tx, unitId);
      const { name = unit.name, code = unit.code } = command;
      // Asked for again it is no fact.
      if (name === unit.name && code === unit.code) return unit;
      const changed = await this.units.change(tx, unit, { name, code });
      await this.outbox.append(tx, unitChangedEvent(changed));
      return changed;
    });
  }
}
