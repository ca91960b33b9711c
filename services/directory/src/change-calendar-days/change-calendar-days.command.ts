import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { CalendarRepository } from '../calendar/calendar.repository';
import { calendarPublishedEvent } from '../calendar/published-calendar';
import type { CalendarView } from '../calendar-views/calendar.dto';
import { CalendarViews } from '../calendar-views/calendar.views';
import type { ChangeCalendarDays } from './change-calendar-days.dto';

/** Holidays and make-up days of a calendar, the rest of it as it is. Published as its next version; two who change it at once both count. */
@Injectable()
export class ChangeCalendarDaysCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly calendars: CalendarRepository,
    private readonly views: CalendarViews,
    private readonly outbox: Outbox,
  ) {}

  /** @throws calendar.not_found, access.denied */
  async execute({ key, set, clear, publishedUntil }: ChangeCalendarDays & { key: string }, by: Principal): Promise<CalendarView> {
    access.require(by, 'publish', 'calendar');
    return this.transaction.run(async (tx) => {
      const { name, shifts, calendar } = await this.calendars.lock(tx, key);
      const kept = Object.entries(calendar.exceptions).filter(([day]) => !clear.includes(day));
      const changed = { ...calendar, exceptions: { ...Object.fromEntries(kept), ...set }, publishedUntil: publishedUntil ?? calendar.publishedUntil };
      // What is so already is no fact.
      if (!isDeepStrictEqual(changed, calendar)) await this.outbox.append(tx, calendarPublishedEvent(await this.calendars.publish(tx, { name, shifts, calendar: changed })));
      return this.views.one(key);
    });
  }
}
