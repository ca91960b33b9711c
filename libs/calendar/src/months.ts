import { z } from 'zod';

/** A month of a local calendar: `2026-03`. */
export const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

/** @param month `2026-03` */
export function monthAfter(month: string, n: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + n, 1)).toISOString().slice(0, 7);
}
