import { approvalRequested } from '@throughline/events/approval-events';
import { queues } from '@throughline/process-contracts/queues';
import { workflowIds, workflowTypes } from '@throughline/process-contracts/workflow-ids';
import { startWhen } from './trigger';

export const startApprovalWhenRequested = startWhen('start-approval-when-requested', approvalRequested, ({ tenant, data }) => ({
  type: workflowTypes.approval,
  workflowId: workflowIds.approval(tenant, data.requestId),
  queue: queues.worklist,
  input: { requestId: data.requestId, schema: 1 },
}));
