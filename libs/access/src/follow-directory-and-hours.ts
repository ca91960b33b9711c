import { Inject, Injectable } from '@nestjs/common';

import { calendarPublished, personChanged, unitChanged, unitCreated, type PersonData } from '@throughline/events/directory-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { Tx } from '@throughline/persistence/transaction';

import { oneCalendarAfterTheOther } from './company-calendar';
import { hoursOfSql } from './duty-book';
import { FollowDirectory } from './follow-directory';
import { PeopleBook } from './people-book';

/** What decides the days of a calendar, and which one a unit has. */
const ofAll: readonly string[] = [calendarPublished.type, unitCreated.type, unitChanged.type];

/** Every calendar in its version, and every unit that has one at its place in the tree; null while no calendar has arrived. */
const allHoursSql = `
  SELECT concat((SELECT string_agg(concat(id, ' ', version), ',' ORDER BY id) FROM known_calendar), ';',
                (SELECT string_agg(concat(path, ' ', calendar_key), ',' ORDER BY path) FROM known_unit WHERE calendar_key IS NOT NULL AND NOT closed)) AS hours
  WHERE EXISTS (SELECT FROM known_calendar)`;

/**
 * For a service whose deadlines count by the calendars of people: keeps the people book, and when anybody's has become another, or has other days, has it
 * known in the same transaction. An event that is heard again, or late, changes nothing and is nobody's business.
 */
@Injectable()
export abstract class FollowDirectoryAndHours extends FollowDirectory {
  constructor(@Inject(PeopleBook) book: PeopleBook) {
    super(book);
  }

  override async handle(event: ReceivedEvent, tx: Tx): Promise<void> {
    const hours = await this.hoursBy(event, tx);
    if (!hours) return super.handle(event, tx);
    const before = await hours();
    await super.handle(event, tx);
    if (before !== undefined && (await hours()) !== before) await this.hoursChanged(tx);
  }

  /** Not when the first calendar arrives, nor of somebody who was not known: nothing was counted before. */
  protected abstract hoursChanged(tx: Tx): Promise<void>;

  /** What the event may make another; undefined: it cannot. */
  private async hoursBy(event: ReceivedEvent, tx: Tx): Promise<(() => Promise<string | null | undefined>) | undefined> {
    if (event.type === personChanged.type) {
      const { personId } = (event as ReceivedEvent<PersonData>).data;
      return async () => (await tx.query<{ key: string | null }>(`${hoursOfSql} WHERE person.id IS NOT NULL`, [[personId]]))[0]?.key;
    }
    if (!ofAll.includes(event.type)) return undefined;
    await oneCalendarAfterTheOther(tx);
    return async () => (await tx.query<{ hours: string }>(allHoursSql))[0]?.hours;
  }
}
