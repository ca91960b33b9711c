import type { Schema } from '../../../api/client';

export type CalendarView = Schema<'DirectoryCalendarDto'>;
export type Hours = CalendarView['calendar']['week']['mon'];
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Calendar = CalendarView['calendar'];

/** As the week has it (`worked`, `free`), a holiday (`off`), or a day that is worked though it would not be (`make-up`). */
export interface DayState {
  kind: 'worked' | 'free' | 'off' | 'make-up';
  name?: string;
  hours: Hours;
}

export function dayState({ week, exceptions }: Calendar, day: string): DayState {
  const exception = exceptions[day];
  if (exception?.kind === 'off') return { kind: 'off', name: exception.name, hours: [] };
  if (exception) return { kind: 'make-up', name: exception.name, hours: exception.hours ?? firstHours(week) };
  const hours = week[WEEKDAYS[weekdayOf(day)]!];
  return { kind: hours.length > 0 ? 'worked' : 'free', hours };
}

/** Those of the first day of the week that is worked: a make-up day has them where it names none. */
export const firstHours = (week: Calendar['week']): Hours => WEEKDAYS.map((one) => week[one]).find((hours) => hours.length > 0) ?? [];

/** Weeks of the month, Monday first; null before its first and after its last day. */
export function weeksOf(month: string): (string | null)[][] {
  const days = daysOf(month);
  const cells: (string | null)[] = [...Array.from({ length: weekdayOf(days[0]!) }, () => null), ...days];
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, at) => cells.slice(at * 7, at * 7 + 7));
}

export function daysOf(month: string): string[] {
  const [year, no] = month.split('-').map(Number) as [number, number];
  const count = new Date(Date.UTC(year, no, 0)).getUTCDate();
  return Array.from({ length: count }, (_, at) => `${month}-${String(at + 1).padStart(2, '0')}`);
}

export function monthAfter(month: string, by: number): string {
  const [year, no] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, no - 1 + by, 1)).toISOString().slice(0, 7);
}

export const hoursText = (hours: Hours): string => hours.map(({ from, to }) => `${from}–${to}`).join(', ');

/** `09:00-12:00, 13:00-18:00`; nothing: not worked. Undefined: no hours that can be read, or not in order. */
export function readHours(text: string): Hours | undefined {
  const parts = text.split(/[,，;；]/).map((one) => one.trim()).filter(Boolean);
  const hours = parts.map((one) => /^(\d{1,2}:\d{2})\s*[-–—~～]\s*(\d{1,2}:\d{2})$/.exec(one)).map((found) => found && { from: found[1]!.padStart(5, '0'), to: found[2]!.padStart(5, '0') });
  const isWhole = hours.every((one, at) => one && isTime(one.from) && (isTime(one.to) || one.to === '24:00') && one.from < one.to && (at === 0 || hours[at - 1]!.to <= one.from));
  return isWhole ? (hours as Hours) : undefined;
}

const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
/** 0 is Monday. */
const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
