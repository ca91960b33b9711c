import type { OpenTask } from './worklist';

export interface ContractReviewInput {
  contractId: string;
  version: number;
  schema: 1;
  state?: unknown;
}
export type ContractReviewOutcome = 'approved' | 'returned' | 'withdrawn';

export interface ReviewLeg {
  leg: 'legal' | 'finance' | 'commercial';
  /** Everything the worklist needs for the leg's task but key and workflow id, which the story knows. */
  task: Omit<OpenTask, 'key' | 'workflowId'>;
}

/** Activities on the queue `contracts`. */
export interface ContractsActivities {
  /** The legs that this version must pass: all three at first, later only those that its changes touch; never one that is already decided. */
  reviewLegs(input: { contractId: string; version: number }): Promise<ReviewLeg[]>;
  /** One leg's answer is kept with the version. */
  recordLeg(input: { contractId: string; version: number; leg: string; outcome: 'approved' | 'returned'; by: string; comment?: string }): Promise<void>;
  completeReview(input: { contractId: string; version: number; outcome: ContractReviewOutcome; reason?: string }): Promise<void>;
  /** Idempotent. `inForce` is false where the contract was ended meanwhile: an answer, not a refusal. */
  activateContract(input: { contractId: string }): Promise<{ inForce: boolean }>;
}
