import { parseWorkflowId } from './workflow-ids';
import type { WorkflowType } from './workflow-ids';

const titles: Record<WorkflowType, string> = {
  leadRecycling: 'Reminds owners and recycles leads of',
  leadAssignment: 'Gives out the leads of',
  policyClock: 'Brings into force the policies of',
  stageClock: 'Watches the stages of',
  visitCadence: 'Asks for the visits of',
  contractTerm: 'Ends what is over of',
  presenceClock: 'Asks others while people are away in',
  positionClock: 'Begins and ends the positions planned in',
  leadToCash: 'Carries to cash: deal',
  approval: 'Approval of request',
  approvalLeg: 'One leg of the approval of request',
  contractReview: 'Review of contract',
  collection: 'Collects what is owed by account',
  reconciliation: 'Compares records with running processes:',
};

/** The line that Temporal's UI shows for a workflow. Made of its id: nothing personal. */
export function staticSummary(type: WorkflowType, workflowId: string): string {
  const { subject, cycle } = parseWorkflowId(workflowId);
  return `${titles[type]} ${subject}${cycle === undefined ? '' : ` (${cycle})`}`;
}
