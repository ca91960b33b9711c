import { FollowDirectory } from '@throughline/access/follow-directory';
import { ApprovalViews } from './approval-views/approval.views';
import { ApprovalReconciliation } from './approval/approval.reconciliation';
import { ApprovalRepository } from './approval/approval.repository';
import { ApprovalRequest } from './approval/approval-request.entity';
import { AskNextLegCommand } from './ask-next-leg/ask-next-leg.command';
import { CancelTasksCommand } from './cancel-tasks/cancel-tasks.command';
import { ClaimTaskCommand } from './claim-task/claim-task.command';
import { ConcludeApprovalCommand } from './conclude-approval/conclude-approval.command';
import { EscalateTaskCommand } from './escalate-task/escalate-task.command';
import { worklistMigrations } from './migrations/worklist-migrations';
import { OpenApprovalCommand } from './open-approval/open-approval.command';
import { OpenApprovalWhenDiscountRequested } from './open-approval-when-discount-requested/open-approval-when-discount-requested';
import { OpenApprovalWhenDuplicateEntryRequested } from './open-approval-when-duplicate-entry-requested/open-approval-when-duplicate-entry-requested';
import { OpenApprovalWhenExtensionRequested } from './open-approval-when-extension-requested/open-approval-when-extension-requested';
import { OpenTaskCommand } from './open-task/open-task.command';
import { RecordDecisionCommand } from './record-decision/record-decision.command';
import { RecordDelegationCommand } from './record-delegation/record-delegation.command';
import { RerouteTasksWhenPersonLeft } from './reroute-tasks-when-person-left/reroute-tasks-when-person-left';
import { RerouteTasksCommand } from './reroute-tasks/reroute-tasks.command';
import { RemindTaskCommand } from './remind-task/remind-task.command';
import { TaskViews } from './task-views/task.views';
import { Colleagues } from './task/colleagues';
import { LineOfTask } from './task/line-of-task';
import { TaskActivities } from './task/task.activities';
import { Task } from './task/task.entity';
import { TaskRepository } from './task/task.repository';

export { worklistMigrations };
export const worklistEntities = [ApprovalRequest, Task];
/** In this order for one event: who has left is known to have, before his tasks are routed anew. */
export const worklistSubscriptions = [
  FollowDirectory, RerouteTasksWhenPersonLeft, OpenApprovalWhenDiscountRequested, OpenApprovalWhenDuplicateEntryRequested, OpenApprovalWhenExtensionRequested,
];
/** What works without HTTP, Kafka and Temporal: what a test of the commands needs. */
export const worklistProviders = [
  ApprovalRepository, TaskRepository, Colleagues, LineOfTask,
  OpenApprovalCommand, AskNextLegCommand, ConcludeApprovalCommand, CancelTasksCommand, OpenTaskCommand, ClaimTaskCommand,
  RecordDecisionCommand, RecordDelegationCommand, RemindTaskCommand, EscalateTaskCommand, RerouteTasksCommand, TaskViews, ApprovalViews,
  TaskActivities, ApprovalReconciliation, ...worklistSubscriptions,
];
