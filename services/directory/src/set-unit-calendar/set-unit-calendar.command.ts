import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { CalendarRepository } from '../calendar/calendar.repository';
import type { UnitView } from '../unit-views/unit.dto';
import { unitChangedEvent } from '../unit/unit';
import { UnitRepository } from '../unit/unit.repository';

/** Says when the people of a unit and of those below it work, where no unit between and no person has hours of his own. */
@Injectable()
export class SetUnitCalendarCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly units: UnitRepository,
    private readonly calendars: CalendarRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws unit.not_found, unit.closed, calendar.not_found, access.denied */
  async execute({ unitId, calendarKey }: { unitId: string; calendarKey: string | null }, by: Principal): Promise<UnitView> {
    return this.transaction.run(async (tx) => {
      const unit = await this.units.lockOpen(tx, unitId);
      access.require(by, 'set-shifts', 'unit', { orgPath: unit.path });
      if (calendarKey !== null) await this.calendars.requireKey(tx, calendarKey);
      if (unit.calendarKey === calendarKey) return unit;
      const changed = await this.units.change(tx, unit, { calendarKey });
      await this.outbox.append(tx, unitChangedEvent(changed));
      return changed;
    });
  }
}
