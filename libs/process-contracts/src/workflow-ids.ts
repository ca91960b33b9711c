/** Workflow ids: `{process}:{tenant}:{subject}[:{cycle}]`. ASCII, no personal data. */
export const workflowIds = {
  leadRecycling: (tenant: string, poolId: string, lane = 0) => `lead-recycling:${tenant}:${poolId}:lane${lane}`,
  leadAssignment: (tenant: string, poolId: string, lane = 0) => `lead-assignment:${tenant}:${poolId}:lane${lane}`,
  policyClock: (tenant: string, service: string, lane = 0) => `policy-clock:${tenant}:${service}:lane${lane}`,
  stageClock: (tenant: string, pipeline: string, lane = 0) => `stage-clock:${tenant}:${pipeline}:lane${lane}`,
  visitCadence: (tenant: string, portfolio: string, lane = 0) => `visit-cadence:${tenant}:${portfolio}:lane${lane}`,
  contractTerm: (tenant: string, portfolio: string, lane = 0) => `contract-term:${tenant}:${portfolio}:lane${lane}`,
  presenceClock: (tenant: string, service: string, lane = 0) => `presence-clock:${tenant}:${service}:lane${lane}`,
  positionClock: (tenant: string, service: string, lane = 0) => `position-clock:${tenant}:${service}:lane${lane}`,
  leadToCash: (tenant: string, dealId: string) => `lead-to-cash:${tenant}:${dealId}`,
  approval: (tenant: string, requestId: string) => `approval:${tenant}:${requestId}`,
  approvalLeg: (tenant: string, requestId: string, leg: string) => `approval-leg:${tenant}:${requestId}:${leg}`,
  contractReview: (tenant: string, contractId: string, version: number) => `contract-review:${tenant}:${contractId}:${version}`,
  collection: (tenant: string, accountId: string, cycle: number) => `collection:${tenant}:${accountId}:${cycle}`,
  reconciliation: (tenant: string, name: string) => `reconciliation:${tenant}:${name}`,
} as const;

/** Names under which the workflows are registered: the exports of workflows/processes/index.ts. */
export const workflowTypes = {
  leadRecycling: 'leadRecycling',
  leadAssignment: 'leadAssignment',
  policyClock: 'policyClock',
  stageClock: 'stageClock',
  visitCadence: 'visitCadence',
  contractTerm: 'contractTerm',
  presenceClock: 'presenceClock',
  positionClock: 'positionClock',
  leadToCash: 'leadToCash',
  approval: 'approval',
  approvalLeg: 'approvalLeg',
  contractReview: 'contractReview',
  collection: 'collection',
  reconciliation: 'reconciliation',
} as const;
export type WorkflowType = keyof typeof workflowTypes;

export interface WorkflowIdParts {
  process: string;
  tenant: string;
  subject: string;
  cycle?: string;
}

/** The inverse of `workflowIds`. */
export function parseWorkflowId(workflowId: string): WorkflowIdParts {
  const [process, tenant, subject, cycle] = workflowId.split(':');
  if (!process || !tenant || !subject) throw new Error(`Not a workflow id of ours: ${workflowId}`);
  return { process, tenant, subject, ...(cycle !== undefined && { cycle }) };
}
