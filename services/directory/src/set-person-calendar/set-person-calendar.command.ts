import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { CalendarRepository } from '../calendar/calendar.repository';
import type { PersonView } from '../people-views/people.dto';
import { PeopleViews } from '../people-views/people.views';
import { personChangedEvent } from '../person/person';
import { PersonRepository } from '../person/person.repository';

/** Puts somebody on a shift: a working calendar of his own instead of his unit's. */
@Injectable()
export class SetPersonCalendarCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly people: PersonRepository,
    private readonly calendars: CalendarRepository,
    private readonly views: PeopleViews,
    private readonly outbox: Outbox,
  ) {}

  /** @throws person.not_found, calendar.not_found, access.denied */
  async execute({ personId, calendarKey }: { personId: string; calendarKey: string | null }, by: Principal): Promise<PersonView> {
    return this.transaction.run(async (tx) => {
      const person = await this.people.lock(tx, personId);
      access.require(by, 'set-shifts', 'person', { ownerId: person.id, orgPath: person.unitPath });
      if (calendarKey !== null) await this.calendars.requireKey(tx, calendarKey);
      // Asked for again it is no fact.
      if (person.calendarKey !== calendarKey) await this.outbox.append(tx, personChangedEvent(await this.people.change(tx, person, { calendarKey })));
      return this.views.one(personId);
    });
  }
}
