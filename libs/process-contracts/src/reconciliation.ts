import { queues } from './queues';
import type { Queue } from './queues';
import type { WorkflowType } from './workflow-ids';
import type { OpenSubject } from './worklist';

export interface ReconciliationInput {
  repair: boolean;
  /** Carried across continue-as-new. */
  schema?: 1;
  state?: unknown;
}

/** Which service knows whether the subject of a story is open. */
export const storyOwners = {
  leadToCash: queues.opportunities,
  approval: queues.worklist,
  contractReview: queues.contracts,
  collection: queues.collections,
} as const satisfies Partial<Record<WorkflowType, Queue>>;
export type StoryType = keyof typeof storyOwners;

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
  /** Subjects that must have a running story, in pages of 200: a page must stay under the 64 KB that a payload may have. */
  openSubjects(input: { after?: string }): Promise<OpenSubjectsPage>;
  /** Which of these workflow ids have an open subject here. */
  subjectsOpen(input: { workflowIds: string[] }): Promise<string[]>;
}

/** Activities of the worker itself, on the queue `processes`: they look at Temporal and mend there. */
export interface ReconcilerActivities {
  /** Which of the subjects have no running workflow. */
  missingStories(input: { subjects: OpenSubject[] }): Promise<OpenSubject[]>;
  /** Answers how many were started; one that runs by now is left alone. */
  startStories(input: { subjects: OpenSubject[] }): Promise<number>;
  /** One page of the running stories of a type, at most 300, only those older than a minute. */
  runningStories(input: { type: StoryType; page?: string }): Promise<{ workflowIds: string[]; next?: string }>;
  terminateStories(input: { workflowIds: string[]; reason: string }): Promise<number>;
  /** Makes the clocks of a late service ask for their next deadline now. */
  pokeClocks(input: { clocks: OpenSubject[] }): Promise<number>;
  /** Shows the counts as metrics of the worker. */
  publishReport(input: { report: ReconciliationReport }): Promise<void>;
}

export interface ReconciliationReport {
  at: string;
  booksWithoutClock: number;
  overdueDeadlines: number;
  storiesWithoutSubject: number;
  subjectsWithoutStory: number;
  unsentOutbox: number;
  repaired: number;
  /** Services that did not answer within half a minute: nothing is known of them. */
  unanswered: string[];
  /** Ids behind the counts, at most 20 of each kind. */
  examples: string[];
}
