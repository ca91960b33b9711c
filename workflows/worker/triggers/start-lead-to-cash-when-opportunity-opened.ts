import { opportunityOpened } from '@throughline/events/opportunity-events';
import { queues } from '@throughline/process-contracts/queues';
import { workflowIds, workflowTypes } from '@throughline/process-contracts/workflow-ids';
import { startWhen } from './trigger';

/** The opportunity's id is the deal's. */
export const startLeadToCashWhenOpportunityOpened = startWhen('start-lead-to-cash-when-opportunity-opened', opportunityOpened, ({ tenant, data }) => ({
  type: workflowTypes.leadToCash,
  workflowId: workflowIds.leadToCash(tenant, data.opportunityId),
  queue: queues.processes,
  input: { dealId: data.opportunityId, schema: 1 },
}));
