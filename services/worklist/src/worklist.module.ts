import { Module } from '@nestjs/common';
import { AccessModule } from '@throughline/access/access.module';
import { FollowDirectory } from '@throughline/access/follow-directory';
import { MessagingModule } from '@throughline/messaging/messaging.module';
import { PersistenceModule } from '@throughline/persistence/persistence.module';
import { queues } from '@throughline/process-contracts/queues';
import { TemporalModule } from '@throughline/temporal/temporal.module';
import { ApprovalController } from './approval-views/approval.controller';
import { ApprovalViews } from './approval-views/approval.views';
import { ApprovalReconciliation } from './approval/approval.reconciliation';
import { ApprovalRepository } from './approval/approval.repository';
import { ApprovalRequest } from './approval/approval-request.entity';
import { AskNextLegCommand } from './ask-next-leg/ask-next-leg.command';
import { CancelTasksCommand } from './cancel-tasks/cancel-tasks.command';
import { ClaimTaskCommand } from './claim-task/claim-task.command';
import { ClaimTaskController } from './claim-task/claim-task.controller';
import { ConcludeApprovalCommand } from './conclude-approval/conclude-approval.command';
import { DecideTaskCommand } from './decide-task/decide-task.command';
import { DecideTaskController } from './decide-task/decide-task.controller';
import { DelegateTaskCommand } from './delegate-task/delegate-task.command';
import { DelegateTaskController } from './delegate-task/delegate-task.controller';
import { EscalateTaskCommand } from './escalate-task/escalate-task.command';
import { worklistMigrations } from './migrations/worklist-migrations';
import { OpenApprovalCommand } from './open-approval/open-approval.command';
import { OpenApprovalWhenDiscountRequested } from './open-approval-when-discount-requested/open-approval-when-discount-requested';
import { OpenTaskCommand } from './open-task/open-task.command';
import { RecordDecisionCommand } from './record-decision/record-decision.command';
import { RecordDelegationCommand } from './record-delegation/record-delegation.command';
import { RemindTaskCommand } from './remind-task/remind-task.command';
import { PersistentUpdate } from './story-calls/persistent-update';
import { TaskController } from './task-views/task.controller';
import { TaskViews } from './task-views/task.views';
import { Colleagues } from './task/colleagues';
import { TaskActivities } from './task/task.activities';
import { Task } from './task/task.entity';
import { TaskRepository } from './task/task.repository';
import { WithdrawApprovalCommand } from './withdraw-approval/withdraw-approval.command';
import { WithdrawApprovalController } from './withdraw-approval/withdraw-approval.controller';

export { worklistMigrations };
export const worklistEntities = [ApprovalRequest, Task];
export const worklistSubscriptions = [FollowDirectory, OpenApprovalWhenDiscountRequested];
/** What works without HTTP, Kafka and Temporal: what a test of the commands needs. */
export const worklistProviders = [
  ApprovalRepository, TaskRepository, Colleagues,
  OpenApprovalCommand, AskNextLegCommand, ConcludeApprovalCommand, CancelTasksCommand, OpenTaskCommand, ClaimTaskCommand,
  RecordDecisionCommand, RecordDelegationCommand, RemindTaskCommand, EscalateTaskCommand, TaskViews, ApprovalViews,
  TaskActivities, ApprovalReconciliation, ...worklistSubscriptions,
];

/** Name of the schema and the consumer group. */
const service = 'worklist';

@Module({
  imports: [
    PersistenceModule.forService({ service, entities: worklistEntities, migrations: worklistMigrations }),
    MessagingModule.forService({ service, subscriptions: worklistSubscriptions }),
    AccessModule.forService(),
    TemporalModule.forService({ queue: queues.worklist, activities: [TaskActivities, ApprovalReconciliation] }),
  ],
  controllers: [TaskController, ClaimTaskController, DecideTaskController, DelegateTaskController, ApprovalController, WithdrawApprovalController],
  providers: [...worklistProviders, PersistentUpdate, DecideTaskCommand, DelegateTaskCommand, WithdrawApprovalCommand],
})
export class WorklistModule {}
