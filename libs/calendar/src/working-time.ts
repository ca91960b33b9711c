import { DateTime, Duration, IANAZone } from 'luxon';
import { addDays, endOfMonth, weekdayOf } from './days';
import type { Day, LocalTime, WorkingCalendar, WorkingSpan } from './working-calendar';
import { weekdays } from './working-calendar';

export { addDays, endOfMonth };

/** No calendar has a longer time without work; beyond it the calendar is broken and a search must not run for ever. */
const longestSearchDays = 3_660;

/** The local date at an instant. */
export function localDate(calendar: WorkingCalendar, at: Date): Day {
  return localWallTime(calendar, at).slice(0, 10);
}

/** The local time of the day at an instant, to the minute. */
export function localTime(calendar: WorkingCalendar, at: Date): LocalTime {
  return localWallTime(calendar, at).slice(11, 16);
}

/**
 * The instant of a local time. Where clocks go forward and the time does not exist, it is later by the missing hour; where they go back and
 * it exists twice, it is the first.
 */
export function atLocal(calendar: WorkingCalendar, day: Day, time: LocalTime | '24:00'): Date {
  const toInstant = (): number => (time === '24:00' ? atLocal(calendar, addDays(day, 1), '00:00').getTime() : instantOf(calendar.zone, day, time));
  return new Date(remember(instants, `${calendar.zone} ${day} ${time}`, toInstant));
}

function instantOf(zone: string, day: Day, time: LocalTime): number {
  const local = DateTime.fromISO(`${day}T${time}:00`, { zone });
  if (!local.isValid) throw new RangeError(`"${day} ${time}" is not a local time`);
  // Of a time that exists twice luxon takes the one that has the offset of today, so the answer would depend on the season it is asked in.
  return (local.getPossibleOffsets()[0] ?? local).toMillis();
}

/** The local date and time as ISO text without a zone. */
function localWallTime(calendar: WorkingCalendar, at: Date): string {
  return new Date(localMilliseconds(calendar, at)).toISOString();
}

/** The local date and time as milliseconds, counted as if the zone were UTC: whole days are multiples of 86,400,000. */
export function localMilliseconds(calendar: WorkingCalendar, at: Date): number {
  // No zone changes its offset within a quarter of an hour of the clock.
  const quarter = Math.floor(at.getTime() / 900_000);
  const offset = remember(offsets, `${calendar.zone} ${quarter}`, () => IANAZone.create(calendar.zone).offset(at.getTime()));
  return at.getTime() + offset * 60_000;
}

// Zone arithmetic costs up to 50 µs, and thousands of deadlines share the same few local times: a book of 10,000 would spend seconds on it.
const instants = new Map<string, number>();
const offsets = new Map<string, number>();
const mostRemembered = 20_000;

function remember(known: Map<string, number>, key: string, compute: () => number): number {
  let value = known.get(key);
  if (value === undefined) {
    value = compute();
    if (known.size >= mostRemembered) known.clear();
    known.set(key, value);
  }
  return value;
}

/** The working hours of a day: those of its exception, else of its weekday. */
export function workingSpans(calendar: WorkingCalendar, day: Day): readonly WorkingSpan[] {
  const exception = calendar.exceptions[day];
  if (exception?.kind === 'off') return [];
  const plain = calendar.week[weekdays[weekdayOf(day)]!];
  if (exception?.kind !== 'working') return plain;
  return exception.hours ?? (plain.length > 0 ? plain : usualHours(calendar));
}

/** What a make-up working day works: the hours of the first working day of the week. */
function usualHours(calendar: WorkingCalendar): readonly WorkingSpan[] {
  return weekdays.map((name) => calendar.week[name]).find((hours) => hours.length > 0) ?? [];
}

export function isWorkingDay(calendar: WorkingCalendar, day: Day): boolean {
  return workingSpans(calendar, day).length > 0;
}

/** `day` itself when it is a working day, else the next one. */
export function workingDayFrom(calendar: WorkingCalendar, day: Day): Day {
  let found = day;
  for (let searched = 0; !isWorkingDay(calendar, found); searched++) {
    if (searched > longestSearchDays) throw new RangeError(`calendar ${calendar.id} has no working day after ${day}`);
    found = addDays(found, 1);
  }
  return found;
}

/** `day` itself when it is a working day, else the last one before it. */
export function workingDayUntil(calendar: WorkingCalendar, day: Day): Day {
  let found = day;
  for (let searched = 0; !isWorkingDay(calendar, found); searched++) {
    if (searched > longestSearchDays) throw new RangeError(`calendar ${calendar.id} has no working day before ${day}`);
    found = addDays(found, -1);
  }
  return found;
}

/** The nth working day after `day` (before it, for a negative n); `day` itself for 0, working or not. */
export function shiftWorkingDays(calendar: WorkingCalendar, day: Day, n: number): Day {
  let found = day;
  for (let left = Math.abs(n); left > 0; left--) {
    found = n > 0 ? workingDayFrom(calendar, addDays(found, 1)) : workingDayUntil(calendar, addDays(found, -1));
  }
  return found;
}

/**
 * n working days later. Without a cut-off at the same local time. With one, at the cut-off, and what comes after the cut-off or on a day off
 * counts as coming on the next working day; so a later start never gives an earlier end.
 */
export function addWorkingDays(calendar: WorkingCalendar, from: Date, n: number, cutOff?: LocalTime): Date {
  const day = localDate(calendar, from);
  if (cutOff === undefined) return sameTimeOn(calendar, from, shiftWorkingDays(calendar, day, n));
  const counted = workingDayFrom(calendar, from > atLocal(calendar, day, cutOff) ? addDays(day, 1) : day);
  return atLocal(calendar, shiftWorkingDays(calendar, counted, n), cutOff);
}

/** n calendar days later. Without a cut-off at the same local time. With one, at the cut-off, and what comes after the cut-off counts as coming on the next day. */
export function addCalendarDays(calendar: WorkingCalendar, from: Date, n: number, cutOff?: LocalTime): Date {
  const day = localDate(calendar, from);
  if (cutOff === undefined) return sameTimeOn(calendar, from, addDays(day, n));
  const counted = from > atLocal(calendar, day, cutOff) ? addDays(day, 1) : day;
  return atLocal(calendar, addDays(counted, n), cutOff);
}

function sameTimeOn(calendar: WorkingCalendar, from: Date, day: Day): Date {
  const [year, month, date] = day.split('-').map(Number);
  return DateTime.fromJSDate(from, { zone: calendar.zone }).set({ year, month, day: date }).toJSDate();
}

/** The instant itself within working hours, else the start of the next ones. */
export function nextWorkingMoment(calendar: WorkingCalendar, from: Date): Date {
  for (const { start, end } of spansFrom(calendar, from)) if (end > from) return start > from ? start : from;
  throw new RangeError(`calendar ${calendar.id} has no working hours after ${from.toISOString()}`);
}

/**
 * The instant when so much working time has passed: `PT4H` from Friday 16:00 with hours to 18:00 is Monday, two hours after the start.
 * Time that falls on the very end of a span stays there. Hours are real hours, also in the night the clocks change.
 * @throws RangeError for a duration with days or longer units: a working day is not a length of time
 */
export function addWorkingTime(calendar: WorkingCalendar, from: Date, duration: string): Date {
  let left = workingMilliseconds(duration);
  for (const { start, end } of spansFrom(calendar, from)) {
    const begin = Math.max(start.getTime(), from.getTime());
    const length = end.getTime() - begin;
    if (length <= 0) continue;
    if (left <= length) return new Date(begin + left);
    left -= length;
  }
  throw new RangeError(`calendar ${calendar.id} has not ${duration} of working time after ${from.toISOString()}`);
}

function workingMilliseconds(duration: string): number {
  const parsed = Duration.fromISO(duration);
  const { hours = 0, minutes = 0, seconds = 0, ...longer } = parsed.toObject();
  if (!parsed.isValid || Object.values(longer).some((value) => value !== 0)) throw new RangeError(`"${duration}" is not a length of working time`);
  return Duration.fromObject({ hours, minutes, seconds }).toMillis();
}

/** Working minutes from `a` to `b`, whole; 0 where `b` is not later. */
export function workingMinutesBetween(calendar: WorkingCalendar, a: Date, b: Date): number {
  let milliseconds = 0;
  for (const { start, end } of spansFrom(calendar, a)) {
    if (start >= b) break;
    const from = Math.max(start.getTime(), a.getTime());
    milliseconds += Math.max(0, Math.min(end.getTime(), b.getTime()) - from);
  }
  return Math.floor(milliseconds / 60_000);
}

/** Working spans as instants, from the local day of `from` on. */
function* spansFrom(calendar: WorkingCalendar, from: Date): Generator<{ start: Date; end: Date }> {
  const first = localDate(calendar, from);
  for (let n = 0; n <= longestSearchDays; n++) {
    const day = addDays(first, n);
    for (const span of workingSpans(calendar, day)) yield { start: atLocal(calendar, day, span.from), end: atLocal(calendar, day, span.to) };
  }
}

/** Whether the holidays of a day are known. */
export function isPublished(calendar: WorkingCalendar, day: Day): boolean {
  return day <= calendar.publishedUntil;
}

/** What a reader of a date should know: that it lies, or was counted, beyond the published holidays. Empty when all is well. */
export function calendarWarnings(calendar: WorkingCalendar, until: Date): string[] {
  if (isPublished(calendar, localDate(calendar, until))) return [];
  return [`The holidays of calendar ${calendar.id} are known until ${calendar.publishedUntil}; later days count as plain weeks.`];
}
