import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { concurrencyErrors } from '@throughline/errors/common-errors';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { CalendarRepository } from '../calendar/calendar.repository';
import { calendarPublishedEvent } from '../calendar/published-calendar';
import type { CalendarView } from '../calendar-views/calendar.dto';
import type { PublishCalendar } from './publish-calendar.dto';

/** Publishes a working calendar, or the next version of it. All services follow; what has a deadline keeps it until it is looked at again. */
@Injectable()
export class PublishCalendarCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly calendars: CalendarRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws access.denied, calendar.changes_its_use; with `seen` concurrency.version_mismatch, calendar.not_found */
  async execute({ key, seen, name, shifts, calendar }: PublishCalendar & { key: string; seen?: number | undefined }, by: Principal): Promise<CalendarView> {
    access.require(by, 'publish', 'calendar');
    return this.transaction.run(async (tx) => {
      const before = seen === undefined ? undefined : await this.calendars.lock(tx, key);
      if (before && before.version !== seen) throw concurrencyErrors.version_mismatch({ data: { currentVersion: before.version } });
      const published = await this.calendars.publish(tx, { name, shifts, calendar: { id: key, ...calendar } });
      await this.outbox.append(tx, calendarPublishedEvent(published));
      const { id, version } = published;
      return { id, name, shifts, calendar: published.calendar, publishedAt: tx.now.toISOString(), version };
    });
  }
}
