import { dayPattern, localTimePattern } from '@throughline/calendar/working-calendar';
import { z } from 'zod';

/** What every policy document carries. A running case keeps the version it started with; a changed rule is a new version, never an edit. */
export const policyHeader = {
  id: z.string().min(1).max(60),
  version: z.number().int().min(1),
  /** The first local day on which new cases take this version. */
  effectiveFrom: z.string().regex(dayPattern, 'a day as 2026-01-31'),
  author: z.string().min(1),
  reason: z.string().min(1),
};

export const localTimeOfDay = z.string().regex(localTimePattern, 'a time as HH:mm');
export const wholeDays = z.number().int().min(0).max(3_650);
export const wholeHours = z.number().int().min(1).max(2_000);

/** A whole percent or one with decimals, as text: `30`, `12.5`. */
export const percent = z.string().regex(/^(100(\.0+)?|\d{1,2}(\.\d{1,4})?)$/, 'a percent from 0 to 100');

/** A step that was carried out, and when: `at` is business time. */
export interface SentStep {
  step: string;
  at: Date;
}
