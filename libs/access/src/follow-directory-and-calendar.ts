import { Inject, Injectable } from '@nestjs/common';

import { calendarPublished, unitChanged, unitCreated } from '@throughline/events/directory-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { Tx } from '@throughline/persistence/transaction';

import { companyCalendarNow, oneCalendarAfterTheOther } from './company-calendar';
import { FollowDirectory } from './follow-directory';
import { PeopleBook } from './people-book';

/** What decides which calendar is the company's, and its days. */
const decisive: readonly string[] = [calendarPublished.type, unitCreated.type, unitChanged.type];

/**
 * For a service whose deadlines count by the company's calendar: keeps the people book, and when that calendar has become another has it known in the
 * same transaction. An event that is heard again, or late, changes nothing and is nobody's business.
 */
@Injectable()
export abstract class FollowDirectoryAndCalendar extends FollowDirectory {
  constructor(@Inject(PeopleBook) book: PeopleBook) {
    super(book);
  }

  override async handle(event: ReceivedEvent, tx: Tx): Promise<void> {
    if (!decisive.includes(event.type)) return super.handle(event, tx);
    await oneCalendarAfterTheOther(tx);
    const before = await companyCalendarNow(tx);
    await super.handle(event, tx);
    if (before !== undefined && (await companyCalendarNow(tx)) !== before) await this.calendarChanged(tx);
  }

  /** Not when the first one arrives: nothing was counted before. */
  protected abstract calendarChanged(tx: Tx): Promise<void>;
}
