import { IANAZone } from 'luxon';
import { z } from 'zod';

/** A local date, `YYYY-MM-DD`. */
export type Day = string;
/** A local time of the day, `HH:mm`. */
export type LocalTime = string;

export const dayPattern = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
export const localTimePattern = /^([01]\d|2[0-3]):[0-5]\d$/;

const day = z.string().regex(dayPattern, 'a day as YYYY-MM-DD');
const localTime = z.string().regex(localTimePattern, 'a time as HH:mm');

/** Working hours within one local day; `to` may be 24:00. */
const span = z.strictObject({ from: localTime, to: z.union([localTime, z.literal('24:00')]) });
const spans = z
  .array(span)
  .refine((list) => list.every(({ from, to }, i) => from < to && (i === 0 || list[i - 1]!.to <= from)), 'hours must be in order and must not overlap');

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** An organisation's calendar: its zone, its week, and the days that differ from the week. Plain JSON, kept by directory, known to every service. */
export const workingCalendarSchema = z.strictObject({
  id: z.string().min(1).max(60),
  /** IANA time zone; local times below are in it. */
  zone: z.string().refine((zone) => IANAZone.isValidZone(zone), 'an IANA time zone'),
  week: z
    .strictObject({ mon: spans, tue: spans, wed: spans, thu: spans, fri: spans, sat: spans, sun: spans })
    .refine((week) => weekdays.some((name) => week[name].length > 0), 'at least one day must have working hours'),
  /** Holidays (`off`) and make-up working days (`working`, with the hours of the first working day of the week unless given). */
  exceptions: z.record(
    day,
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('off'), name: z.string() }),
      z.strictObject({ kind: z.literal('working'), name: z.string(), hours: spans.optional() }),
    ]),
  ),
  /** The last day whose holidays are known. After it the plain week counts, and `calendarWarnings` says so. */
  publishedUntil: day,
});

export type WorkingCalendar = z.infer<typeof workingCalendarSchema>;
export type WorkingSpan = z.infer<typeof span>;
