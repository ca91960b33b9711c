import { planCancelled, planSettled } from '@throughline/events/collection-events';
import { contractDrafted, contractRefused, contractSigned, contractTerminated } from '@throughline/events/contract-events';
import { opportunityLost, opportunityWon } from '@throughline/events/opportunity-events';
import {
  contractDraftedSignal,
  contractRefusedSignal,
  contractSignedSignal,
  contractTerminatedSignal,
  opportunityLostSignal,
  opportunityWonSignal,
  planCancelledSignal,
  planSettledSignal,
} from '@throughline/process-contracts/lead-to-cash';
import { queues } from '@throughline/process-contracts/queues';
import { workflowIds, workflowTypes } from '@throughline/process-contracts/workflow-ids';
import { telling, tellWhen } from './trigger';
import type { StoryOf } from './trigger';

const storyOf = (tenant: string, dealId: string): StoryOf => ({
  type: workflowTypes.leadToCash,
  workflowId: workflowIds.leadToCash(tenant, dealId),
  queue: queues.processes,
  input: { dealId, schema: 1 },
});
/** Facts of the opportunity, whose id is the deal's. */
const ofOpportunity = ({ tenant, data }: { tenant: string; data: { opportunityId: string } }) => storyOf(tenant, data.opportunityId);
/** Facts that name the deal. */
const ofDeal = ({ tenant, data }: { tenant: string; data: { dealId: string } }) => storyOf(tenant, data.dealId);

export const tellLeadToCashWhenTheDealMoves = tellWhen('tell-lead-to-cash-when-the-deal-moves', [
  telling(opportunityWon, opportunityWonSignal, ofOpportunity, ({ data: { cycle } }) => ({ cycle })),
  telling(opportunityLost, opportunityLostSignal, ofOpportunity, ({ data: { reason } }) => ({ reason })),
  telling(contractDrafted, contractDraftedSignal, ofDeal, ({ data: { contractId } }) => ({ contractId })),
  telling(contractSigned, contractSignedSignal, ofDeal, ({ data: { contractId } }) => ({ contractId })),
  telling(contractRefused, contractRefusedSignal, ofDeal, ({ data: { contractId, reason } }) => ({ contractId, reason })),
  telling(contractTerminated, contractTerminatedSignal, ofDeal, ({ data: { contractId, reason } }) => ({ contractId, reason })),
  telling(planSettled, planSettledSignal, ofDeal, ({ data: { planId } }) => ({ planId })),
  telling(planCancelled, planCancelledSignal, ofDeal, ({ data: { planId } }) => ({ planId })),
]);
