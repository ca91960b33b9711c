import type { Day } from './working-calendar';
import { dayPattern } from './working-calendar';

const millisecondsADay = 86_400_000;

/** Day arithmetic on local dates; no zone and no clock is involved. */
export function addDays(day: Day, n: number): Day {
  return new Date(utc(day) + n * millisecondsADay).toISOString().slice(0, 10);
}

/** The last day of the month that `day` is in. */
export function endOfMonth(day: Day): Day {
  const [year, month] = parts(day);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** Days from `a` to `b`; negative where `b` is earlier. */
export function daysBetween(a: Day, b: Day): number {
  return Math.round((utc(b) - utc(a)) / millisecondsADay);
}

/** 0 is Monday. */
export function weekdayOf(day: Day): number {
  return (new Date(utc(day)).getUTCDay() + 6) % 7;
}

/** The Monday of the week that `day` is in. */
export function startOfWeek(day: Day): Day {
  return addDays(day, -weekdayOf(day));
}

function utc(day: Day): number {
  const [year, month, date] = parts(day);
  return Date.UTC(year, month - 1, date);
}

/** @throws RangeError for anything that is not a day of the calendar, as 2026-02-30 */
function parts(day: Day): [number, number, number] {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  if (!dayPattern.test(day) || new Date(Date.UTC(year, month - 1, date)).getUTCDate() !== date) throw new RangeError(`"${day}" is not a day`);
  return [year, month, date];
}
