// The bundle's one entry: what is exported here is a workflow type, under its name in process-contracts/workflow-ids.
export { approval } from './approval/approval.workflow';
export { approvalLeg } from './approval/approval-leg.workflow';
export { collection } from './collection/collection.workflow';
export { contractReview } from './contract-review/contract-review.workflow';
export { contractTerm } from './contract-term/contract-term.workflow';
export { leadAssignment } from './lead-assignment/lead-assignment.workflow';
export { leadRecycling } from './lead-recycling/lead-recycling.workflow';
export { leadToCash } from './lead-to-cash/lead-to-cash.workflow';
export { policyClock } from './policy-clock/policy-clock.workflow';
export { positionClock } from './position-clock/position-clock.workflow';
export { presenceClock } from './presence-clock/presence-clock.workflow';
export { reconciliation } from './reconciliation/reconciliation.workflow';
export { stageClock } from './stage-clock/stage-clock.workflow';
export { visitCadence } from './visit-cadence/visit-cadence.workflow';
