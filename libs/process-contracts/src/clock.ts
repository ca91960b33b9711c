import { defineSignal } from '@temporalio/workflow';

/** A clock: one workflow for a book of deadlines. */
export interface ClockInput {
  book: string;
  schema: 1;
  /** How often it has woken in all its runs. */
  wakes?: number;
}

/** Somebody wrote a deadline earlier than the present sleep. Instant, ISO 8601. */
export const pokeSignal = defineSignal<[{ at: string }]>('poke');
/** Sandbox only: business time has reached the registered wake-up. */
export const wakeSignal = defineSignal('wake');

export interface NextDue {
  /** The earliest deadline of the book, ISO 8601; null when it is empty. */
  at: string | null;
}

export interface ActReport {
  reminded: number;
  ended: number;
  next: NextDue;
}

/** Activities of the service that owns the book, on its queue. */
export interface LeadClockActivities {
  nextLeadDue(input: { book: string }): Promise<NextDue>;
  /** Everything due by now, reminders before endings, in batches of 500; every row is re-checked under its lock. */
  remindAndRecycleLeads(input: { book: string }): Promise<ActReport>;
}
export interface StageClockActivities {
  nextStageDue(input: { book: string }): Promise<NextDue>;
  watchStages(input: { book: string }): Promise<ActReport>;
}

/** Book names. */
export const books = {
  pool: (poolId: string) => `pool:${poolId}`,
  pipeline: (pipeline: string) => `pipeline:${pipeline}`,
} as const;

/** Platform activities that every queue offers; they do nothing outside the sandbox. */
export interface SandboxActivities {
  registerWakeUp(input: { workflowId: string; at: string }): Promise<void>;
  clearWakeUp(input: { workflowId: string }): Promise<void>;
}
