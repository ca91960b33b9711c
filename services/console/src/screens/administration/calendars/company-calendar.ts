import type { Unit } from '../units/use-units';
import type { CalendarInList } from './use-calendars';

/** By which deadlines count: that of the unit at the top, else the first by its key that is no shift. The services find it in the same way. */
export function companyCalendar(calendars: readonly CalendarInList[], units: readonly Unit[]): CalendarInList | undefined {
  const top = units.find(({ parentId }) => parentId === null);
  const offices = calendars.filter(({ shifts }) => !shifts).sort((a, b) => (a.key < b.key ? -1 : 1));
  return offices.find(({ key }) => key === top?.calendarKey) ?? offices[0];
}
