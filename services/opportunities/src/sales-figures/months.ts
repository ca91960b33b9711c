import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { atLocal } from '@throughline/calendar/working-time';

/** @param month `2026-03` */
export function monthAfter(month: string, n: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + n, 1)).toISOString().slice(0, 7);
}

/** When a month begins where the company is. */
export const startOf = (month: string, calendar: WorkingCalendar): Date => atLocal(calendar, `${month}-01`, '00:00');
