import type { OpenSubject } from './worklist';

export interface ReconciliationInput {
  repair: boolean;
}

/** One page of what a service thinks must be running. */
export interface OpenSubjectsPage {
  subjects: OpenSubject[];
  next?: string;
}

export interface ServiceFindings {
  /** Books with deadlines, and the clock that each must have. */
  books: OpenSubject[];
  overdueDeadlines: number;
  unsentOutbox: number;
}

/** Activities that every service with a queue offers. */
export interface ReconciliationActivities {
  /** Deadlines overdue for more than a minute, outbox rows older than a minute (wall clock), books and their clocks. */
  reconcileFindings(): Promise<ServiceFindings>;
  /** Subjects that must have a running story, in pages of 500. */
  openSubjects(input: { after?: string }): Promise<OpenSubjectsPage>;
  /** Which of these workflow ids have an open subject here. */
  subjectsOpen(input: { workflowIds: string[] }): Promise<string[]>;
}

export interface ReconciliationReport {
  at: string;
  booksWithoutClock: number;
  overdueDeadlines: number;
  storiesWithoutSubject: number;
  subjectsWithoutStory: number;
  unsentOutbox: number;
  repaired: number;
  /** Ids behind the counts, at most 20 of each kind. */
  examples: string[];
}
