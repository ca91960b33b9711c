import type { Day } from '@throughline/calendar/working-calendar';
import { DateTime } from 'luxon';

/** What somebody does where, and to whom he reports in it. */
export interface Position {
  id: string;
  personId: string;
  unitId: string;
  title: string;
  managerId: string | null;
  /** His own unit and manager are those of the main position; he has one at a time. */
  main: boolean;
  /** The first day, in his zone. */
  from: Day;
  /** The first day on which he no longer has it; null: he has it. */
  until: Day | null;
}

/** The day of an instant in a person's zone. */
export const dayOf = (at: Date, zone: string): Day => DateTime.fromJSDate(at, { zone }).toISODate()!;
