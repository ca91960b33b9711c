import { defineSignal, defineUpdate } from '@temporalio/workflow';

/** What a person answers to a task. */
export interface Decision {
  taskId: string;
  by: string;
  outcome: DecisionOutcome;
  comment?: string;
  /** Of the task as he saw it: where something happened to it since, nothing is written. */
  version?: number;
  /** The caller's idempotency key. */
  key: string;
}
export type DecisionOutcome = 'approved' | 'rejected' | 'returned' | 'done';

export interface DecisionAnswer {
  answer: 'accepted' | 'already_decided' | 'not_yours';
  /** The decision that stands. */
  outcome: string;
  by: string;
  at: string;
}

export interface Delegation {
  taskId: string;
  from: string;
  to: string;
  key: string;
}
export interface DelegationAnswer {
  answer: 'accepted' | 'already_decided' | 'not_yours' | 'not_allowed';
  potentialOwners: string[];
}

export const decideUpdate = defineUpdate<DecisionAnswer, [Decision]>('decide');
export const delegateUpdate = defineUpdate<DelegationAnswer, [Delegation]>('delegate');
export const withdrawUpdate = defineUpdate<{ answer: 'accepted' | 'already_decided' }, [{ by: string; key: string }]>('withdraw');

/** A story of one leg looks again at what it waits for: its request has changed or ended. */
export const lookAgainSignal = defineSignal('lookAgain');

/** Codes with which the validators refuse: ApplicationFailure types, turned into problems over HTTP. */
export const decisionRefusals = {
  alreadyDecided: 'task.already_decided',
  unknownTask: 'task.not_found',
} as const;
