import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { isSystem } from '@throughline/access/principal';
import { accessErrors } from '@throughline/errors/common-errors';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { CalendarRepository } from '../calendar/calendar.repository';
import { calendarPublishedEvent } from '../calendar/published-calendar';
import { personJoinedEvent } from '../person/person';
import { PersonRepository } from '../person/person.repository';
import { unitCreatedEvent } from '../unit/unit';
import { UnitRepository } from '../unit/unit.repository';
import { companyCalendar, companyPeople, companyUnits } from './company';

/** How much was added; all zero when the company was there already. */
export interface SeededCompany {
  units: number;
  people: number;
  calendars: number;
}

/** Adds what is missing of the demo company, and tells of it. Again and again it adds nothing, and it never changes what is there. */
@Injectable()
export class SeedCompanyCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly units: UnitRepository,
    private readonly people: PersonRepository,
    private readonly calendars: CalendarRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws access.denied for anybody but the system: no route leads here */
  async execute(by: Principal): Promise<SeededCompany> {
    if (!isSystem(by)) throw accessErrors.denied();
    return this.transaction.run(async (tx) => {
      const calendar = companyCalendar();
      const published = await this.calendars.insertAbsent(tx, calendar);
      const units = await this.units.insertAbsent(tx, companyUnits);
      const people = await this.people.insertAbsent(tx, companyPeople, by.personId);
      await this.outbox.append(tx, [
        ...(published ? [calendarPublishedEvent(calendar)] : []),
        ...units.map(unitCreatedEvent),
        ...people.map(personJoinedEvent),
      ]);
      return { units: units.length, people: people.length, calendars: published ? 1 : 0 };
    });
  }
}
