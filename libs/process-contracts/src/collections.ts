import { defineSignal } from '@temporalio/workflow';
import type { OpenTask } from './worklist';

export interface CollectionInput {
  caseId: string;
  accountId: string;
  cycle: number;
  schema: 1;
  state?: unknown;
}
export type CollectionOutcome = 'paid' | 'cancelled';

/** The next thing to do for a customer who owes. */
export interface CollectionMoment {
  kind: 'remind-before' | 'level-1' | 'level-2' | 'wait' | 'closed';
  /** ISO 8601; null for `wait` (until something changes) and `closed`. */
  at: string | null;
  because: string;
  /** Version of the case; the act re-checks it. */
  version: number;
  outcome?: CollectionOutcome;
}

/** Money came in, a line was added, a receipt was reversed: ask again. */
export const collectionChangedSignal = defineSignal<[{ because: string }]>('collectionChanged');

/** Activities on the queue `collections`. */
export interface CollectionsActivities {
  nextCollectionMoment(input: { caseId: string }): Promise<CollectionMoment>;
  /** Sends what is due by now, re-checked under lock; answers with the next moment and, at the last level, the task to open. */
  actOnCollection(input: { caseId: string; version: number }): Promise<{ next: CollectionMoment; task?: Omit<OpenTask, 'key' | 'workflowId'> }>;
}
