import { runInNewContext } from 'node:vm';
import { addDays } from '@throughline/calendar/days';
import type { Day } from '@throughline/calendar/working-calendar';
import ICAL from 'ical.js';
import { DateTime } from 'luxon';
import { calendarErrors } from '../calendar/calendar.errors';
import type { DayException } from '../change-calendar-days/change-calendar-days.dto';

/** What became of one event of the file. */
export interface EventReport {
  uid: string;
  name: string;
  outcome: 'off' | 'working' | 'passed-over' | 'faulty';
  days: Day[];
  /** Why it was passed over, or what is wrong with it. */
  why?: string;
}

/** Milliseconds that one file may take: a rule that no day ever meets (each 30 February) would be followed for ever. */
const PATIENCE = 1_000;
/** Days that one event may cover, and occurrences of one that repeats. */
const MOST_DAYS = 400;
/** How calendars mark a day that is worked to make up for another. */
const MAKE_UP = /补班|调休上班|[（(]班[）)]|班$|make-?up|working day/i;

/**
 * Holidays and make-up working days of an iCalendar file (RFC 5545). A whole-day event is a day off, unless it is marked as worked: by Apple's
 * `X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY`, a category `WORKING`, or its name. An event with hours counts only as a day that is worked, with these hours.
 * @param zone of the calendar: hours are told in it
 * @param until the last day for events that repeat
 * @throws calendar.not_icalendar
 */
export function readEvents(text: string, zone: string, until: Day): { days: Map<Day, DayException>; report: EventReport[] } {
  return inTime(() => read(text, zone, until));
}

function read(text: string, zone: string, until: Day): ReturnType<typeof readEvents> {
  const days = new Map<Day, DayException>();
  const report = eventsOf(text).map((component) => {
    const read = readEvent(component, zone, until);
    const told = [...read.exceptions].find(([day, one]) => days.has(day) && days.get(day)!.kind !== one.kind);
    if (told) return { ...read.report, outcome: 'faulty' as const, why: `${told[0]} is ${days.get(told[0])!.kind} by an event before it.` };
    for (const [day, one] of read.exceptions) days.set(day, one);
    return read.report;
  });
  return { days, report };
}

/** Nothing else is answered while a file is read: what takes too long is broken off, wherever it is. @throws calendar.not_icalendar */
function inTime<T>(work: () => T): T {
  try {
    return runInNewContext('work()', { work }, { timeout: PATIENCE }) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw calendarErrors.not_icalendar({ field: 'file', detail: 'It takes too long to find the days: an event repeats by a rule that no day meets, or there are too many.' });
  }
}

function eventsOf(text: string): ICAL.Component[] {
  let parsed: unknown[];
  try {
    parsed = ICAL.parse(text.replace(/^\uFEFF/, '')) as unknown[];
  } catch (error) {
    throw calendarErrors.not_icalendar({ field: 'file', detail: `The file cannot be read: ${(error as Error).message}.` });
  }
  const calendars = (Array.isArray(parsed[0]) ? parsed : [parsed]).filter((one) => Array.isArray(one) && one[0] === 'vcalendar');
  if (calendars.length === 0) throw calendarErrors.not_icalendar({ field: 'file', detail: 'There is no calendar (BEGIN:VCALENDAR) in the file.' });
  return calendars.flatMap((one) => new ICAL.Component(one as never).getAllSubcomponents('vevent'));
}

interface Read {
  report: EventReport;
  exceptions: [Day, DayException][];
}

function readEvent(component: ICAL.Component, zone: string, until: Day): Read {
  const said = (name: string): string => String(component.getFirstPropertyValue(name) ?? '');
  const [uid, name] = [said('uid'), said('summary').trim().slice(0, 200) || 'Holiday'];
  const not = (outcome: 'passed-over' | 'faulty', why: string): Read => ({ report: { uid, name, outcome, days: [], why }, exceptions: [] });
  if (said('status').toUpperCase() === 'CANCELLED') return not('passed-over', 'It is cancelled.');
  const categories = component.getAllProperties('categories').flatMap((one) => one.getValues().map((value) => String(value).toUpperCase()));
  const worked = said('x-apple-special-day').toUpperCase() === 'ALTERNATE-WORKDAY' || categories.includes('WORKING') || MAKE_UP.test(name);
  try {
    const event = new ICAL.Event(component);
    if (!event.startDate) return not('faulty', 'It has no beginning (DTSTART).');
    if (!event.startDate.isDate && !worked) return not('passed-over', 'It has hours: only whole days are days off.');
    const hours = event.startDate.isDate ? undefined : hoursOf(event, zone);
    if (hours === null) return not('faulty', 'A day that is worked ends on the day on which it begins.');
    const found = daysOf(event, zone, until);
    if (found === undefined || found.length > MOST_DAYS) return not('faulty', `It covers more than ${MOST_DAYS} days.`);
    if (found.length === 0) return not('passed-over', `It does not happen before ${until}.`);
    const one: DayException = worked ? { kind: 'working', name, ...(hours && { hours: [hours] }) } : { kind: 'off', name };
    return { report: { uid, name, outcome: one.kind, days: found }, exceptions: found.map((day) => [day, one]) };
  } catch (error) {
    return not('faulty', `It cannot be read: ${(error as Error).message}.`);
  }
}

const localOf = (time: ICAL.Time, zone: string): DateTime =>
  // Without a zone of its own a time is meant locally.
  time.isDate || time.zone === ICAL.Timezone.localTimezone ? DateTime.fromISO(time.toString(), { zone }) : DateTime.fromJSDate(time.toJSDate(), { zone });

function hoursOf(event: ICAL.Event, zone: string): { from: string; to: string } | null {
  const [from, to] = [localOf(event.startDate, zone), localOf(event.endDate, zone)];
  const end = to.toFormat('HH:mm') === '00:00' && to.toISODate() === from.plus({ days: 1 }).toISODate() ? '24:00' : to.toFormat('HH:mm');
  if (!from.isValid || !to.isValid || to <= from || (end !== '24:00' && to.toISODate() !== from.toISODate())) return null;
  return { from: from.toFormat('HH:mm'), to: end };
}

/** @returns undefined for more than anybody is off */
function daysOf(event: ICAL.Event, zone: string, until: Day): Day[] | undefined {
  const length = event.startDate.isDate ? Math.max(1, Math.round((event.endDate.toJSDate().getTime() - event.startDate.toJSDate().getTime()) / 86_400_000)) : 1;
  if (length > MOST_DAYS) return undefined;
  const starts: Day[] = [];
  if (!event.isRecurring()) starts.push(localOf(event.startDate, zone).toISODate()!);
  else {
    const occurrences = event.iterator();
    for (let next = occurrences.next(); next && starts.length <= MOST_DAYS; next = occurrences.next()) {
      const day = localOf(next, zone).toISODate()!;
      if (day > until) break;
      starts.push(day);
    }
  }
  return [...new Set(starts.flatMap((start) => Array.from({ length }, (_, n) => addDays(start, n))))].sort();
}
