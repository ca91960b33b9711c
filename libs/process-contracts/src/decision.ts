import { defineSignal, defineUpdate } from '@temporalio/workflow';
import type { ApprovalOutcome } from '@throughline/events/approval-events';

/** What a person answers to a task. */
export interface Decision {
  taskId: string;
  by: string;
  outcome: DecisionOutcome;
  comment?: string;
  /** Of `returned`: the leg of an earlier step that is asked again; not given: the requester, which ends the request. */
  toLeg?: string;
  /** Fields of the request that he changes with his yes, where the leg lets him. */
  changes?: Record<string, string>;
  /** His full name, typed by him, where the leg asks for a signature. */
  signature?: string;
  /** Of the task as he saw it: where something happened to it since, nothing is written. */
  version?: number;
  /** The link that he decides by, where he does not sign in. */
  link?: string;
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
  /** What the whole request has come to with it. Absent: nothing yet, or its story is to ask. */
  concluded?: ApprovalOutcome;
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
  /** With `not_allowed`: nothing stands against him but that he is away, until then. */
  awayUntil?: string;
}

/** Somebody else has to agree as well. */
export interface AddedApprover {
  taskId: string;
  by: string;
  personId: string;
  place: 'before' | 'after';
  comment?: string;
  key: string;
}
/** Of whoever is asked, to the requester or somebody on the route. */
export interface Question {
  taskId: string;
  by: string;
  of: string;
  question: string;
  key: string;
}
export interface QuestionAnswer {
  taskId: string;
  questionId: string;
  by: string;
  answer: string;
}

export const decideUpdate = defineUpdate<DecisionAnswer, [Decision]>('decide');
export const delegateUpdate = defineUpdate<DelegationAnswer, [Delegation]>('delegate');
export const addApproverUpdate = defineUpdate<{ leg: string }, [AddedApprover]>('addApprover');
export const askUpdate = defineUpdate<{ questionId: string }, [Question]>('ask');
export const answerUpdate = defineUpdate<{ answeredAt: string }, [QuestionAnswer]>('answer');
export const withdrawUpdate = defineUpdate<{ answer: 'accepted' | 'already_decided' }, [{ by: string; key: string }]>('withdraw');

/** The story of a request, or of one leg, looks again at what it waits for: the request has changed or ended, or a moment was counted anew. */
export const lookAgainSignal = defineSignal('lookAgain');

/** Codes with which the validators refuse: ApplicationFailure types, turned into problems over HTTP. */
export const decisionRefusals = {
  alreadyDecided: 'task.already_decided',
  unknownTask: 'task.not_found',
} as const;
