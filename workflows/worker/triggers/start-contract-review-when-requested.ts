import { contractReviewRequested } from '@throughline/events/contract-events';
import { queues } from '@throughline/process-contracts/queues';
import { workflowIds, workflowTypes } from '@throughline/process-contracts/workflow-ids';
import { startWhen } from './trigger';

export const startContractReviewWhenRequested = startWhen('start-contract-review-when-requested', contractReviewRequested, ({ tenant, data }) => ({
  type: workflowTypes.contractReview,
  workflowId: workflowIds.contractReview(tenant, data.contractId, data.version),
  queue: queues.contracts,
  input: { contractId: data.contractId, version: data.version, schema: 1 },
}));
