import { ChangeCalendarDaysCommand } from '../change-calendar-days/change-calendar-days.command';
import { ChangeCalendarDaysController } from '../change-calendar-days/change-calendar-days.controller';
import { ImportCalendarCommand } from '../import-calendar/import-calendar.command';
import { ImportCalendarController } from '../import-calendar/import-calendar.controller';

/** The days of working calendars. */
export const calendarControllers = [ChangeCalendarDaysController, ImportCalendarController];
export const calendarProviders = [ChangeCalendarDaysCommand, ImportCalendarCommand];
