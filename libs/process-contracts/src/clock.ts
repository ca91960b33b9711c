import { defineSignal } from '@temporalio/workflow';

/** A clock: one workflow for a book of deadlines. */
export interface ClockInput {
  book: string;
  schema: 1;
  /** How often it has woken in all its runs. */
  wakes?: number;
}

/** Memo of every process; it survives continue-as-new. Never anything personal. */
export interface ProcessMemo {
  /** Business time is the sandbox's: wake-ups are registered instead of timers. */
  sandbox: boolean;
  /** Setting CONTINUE_AS_NEW_EVENTS: history events after which a run continues as new; 2,000 where absent. */
  continueAsNewEvents?: number;
}

/** Somebody wrote a deadline earlier than the present sleep. Instant, ISO 8601. */
export const pokeSignal = defineSignal<[{ at: string }]>('poke');
/** Sandbox only: business time is now `now` (ISO 8601) and has reached the registered wake-up. */
export const wakeSignal = defineSignal<[{ now: string }]>('wake');

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

export interface VisitClockActivities {
  nextVisitDue(input: { book: string }): Promise<NextDue>;
  /** Everything due by now in the book of accounts, in batches; every account is looked at again under its lock. */
  watchVisits(input: { book: string }): Promise<ActReport>;
}

export interface TermClockActivities {
  nextTermDue(input: { book: string }): Promise<NextDue>;
  /** Contracts whose last day is over are ended, in batches. */
  endContracts(input: { book: string }): Promise<ActReport>;
}

export interface PresenceClockActivities {
  nextPresenceDue(input: { book: string }): Promise<NextDue>;
  /** Tasks of people whose absence or stand-in begins or ends are put before whoever is here, in batches. */
  watchPresence(input: { book: string }): Promise<ActReport>;
}

export interface PositionClockActivities {
  nextPositionDue(input: { book: string }): Promise<NextDue>;
  /** Positions that were planned for a day that has come begin or end, in batches. */
  beginPositions(input: { book: string }): Promise<ActReport>;
}

export interface AssignmentClockActivities {
  nextAssignmentDue(input: { book: string }): Promise<NextDue>;
  /** Leads that wait for somebody are given out; those whose owner has not answered in time go to the next in line. */
  workAssignments(input: { book: string }): Promise<ActReport>;
}

export interface PolicyClockActivities {
  nextPolicyDue(input: { book: string }): Promise<NextDue>;
  /** Versions whose day has come are brought into force and over running ownerships, in batches; drafts on trial are looked at. */
  workPolicies(input: { book: string }): Promise<ActReport>;
}

/** Book names. */
export const books = {
  pool: (poolId: string) => `pool:${poolId}`,
  /** Changes of policies that wait for their day or are under way, and drafts on trial. */
  policies: () => 'policies',
  pipeline: (pipeline: string) => `pipeline:${pipeline}`,
  /** Leads of a pool that wait to be given out, or for the answer of the one they were given to. */
  assignments: (poolId: string) => `assignments:${poolId}`,
  /** Accounts: visits, and what else happens to an account by the mere passing of time. */
  visits: (portfolio: string) => `visits:${portfolio}`,
  /** Beginnings and ends of absences and stand-ins. */
  presence: () => 'presence',
  /** Positions that are planned: the days on which they begin or end. */
  positions: () => 'positions',
  /** Contracts in force: the end of their terms. */
  terms: (portfolio: string) => `terms:${portfolio}`,
} as const;

/** Platform activities that every queue offers; they do nothing outside the sandbox. */
export interface SandboxActivities {
  /** One row for each workflow, the latest wins. `reached`: business time is already there, nobody will send a wake. */
  registerWakeUp(input: { workflowId: string; at: string }): Promise<{ reached: boolean }>;
  clearWakeUp(input: { workflowId: string }): Promise<void>;
}
