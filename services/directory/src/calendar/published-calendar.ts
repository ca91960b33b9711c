import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { calendarPublished } from '@throughline/events/directory-events';

/** A working calendar as it was last published. `calendar.id` is the key that people use, as `china`. */
export interface PublishedCalendar {
  id: string;
  name: string;
  /** True for the hours of a shift: it is nobody's company calendar. */
  shifts: boolean;
  calendar: WorkingCalendar;
  version: number;
}

export function calendarPublishedEvent({ id, name, shifts, calendar, version }: PublishedCalendar) {
  return calendarPublished.of({ id, version, correlationId: id, data: { calendarId: id, name, calendar, shifts } });
}
