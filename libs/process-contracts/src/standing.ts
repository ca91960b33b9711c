import { defineQuery } from '@temporalio/workflow';

/** Where a story stands, for operators. People read the same from PostgreSQL. */
export interface Standing {
  waitsFor: string;
  /** Instant, ISO 8601; null when it waits for a person or an event without a deadline. */
  until: string | null;
  because: string;
  done: string[];
  next: string;
}
export const standingQuery = defineQuery<Standing>('where');
