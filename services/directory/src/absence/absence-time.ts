import { addDays } from '@throughline/calendar/days';
import { dayPattern } from '@throughline/calendar/working-calendar';
import { DateTime } from 'luxon';
import { absenceErrors } from './absence.errors';

/**
 * When somebody is away. A day (`2026-05-04`) is meant from its first to its last moment in the person's zone; an instant is taken as it is.
 * @throws absence.ends_before_it_starts
 */
export function absenceTime(from: string, to: string, zone: string): { from: Date; to: Date } {
  const midnight = (day: string): Date => DateTime.fromISO(day, { zone }).startOf('day').toJSDate();
  const start = dayPattern.test(from) ? midnight(from) : new Date(from);
  const end = dayPattern.test(to) ? midnight(addDays(to, 1)) : new Date(to);
  if (end <= start) throw absenceErrors.ends_before_it_starts({ field: 'to' });
  return { from: start, to: end };
}
