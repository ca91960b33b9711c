import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { CalendarRepository } from '../calendar/calendar.repository';
import { ChangeCalendarDaysCommand } from '../change-calendar-days/change-calendar-days.command';
import { readEvents } from './icalendar';
import type { CalendarImport, ImportCalendar } from './import-calendar.dto';

/** Holidays and make-up days from an iCalendar file: all of them, or none where one cannot be read. Days that the file does not name stay as they are. */
@Injectable()
export class ImportCalendarCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly calendars: CalendarRepository,
    private readonly changeDays: ChangeCalendarDaysCommand,
  ) {}

  /** @throws calendar.not_found, calendar.not_icalendar, access.denied */
  async execute({ key, file, dryRun, publishedUntil }: ImportCalendar & { key: string }, by: Principal): Promise<CalendarImport> {
    access.require(by, 'publish', 'calendar');
    return this.transaction.run(async (tx) => {
      const { calendar, version } = await this.calendars.lock(tx, key);
      const { days, report: events } = readEvents(file, calendar.zone, publishedUntil ?? calendar.publishedUntil);
      const changed = [...days].filter(([day, one]) => !isDeepStrictEqual(calendar.exceptions[day], one)).map(([day]) => day).sort();
      if (dryRun || events.some(({ outcome }) => outcome === 'faulty')) return { applied: false, version, changed, events };
      const last = [calendar.publishedUntil, ...days.keys()].sort().at(-1)!;
      const after = await this.changeDays.execute({ key, set: Object.fromEntries(days), clear: [], publishedUntil: publishedUntil ?? last }, by);
      return { applied: true, version: after.version, changed, events };
    });
  }
}
