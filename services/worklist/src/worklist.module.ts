import { Module } from '@nestjs/common';
import { AccessModule } from '@throughline/access/access.module';
import { DeadlinesModule } from '@throughline/deadlines/deadlines.module';
import { MessagingModule } from '@throughline/messaging/messaging.module';
import { PersistenceModule } from '@throughline/persistence/persistence.module';
import { queues } from '@throughline/process-contracts/queues';
import { TemporalModule } from '@throughline/temporal/temporal.module';
import { ApprovalController } from './approval-views/approval.controller';
import { ApprovalReconciliation } from './approval/approval.reconciliation';
import { ClaimTaskController } from './claim-task/claim-task.controller';
import { DecideTaskCommand } from './decide-task/decide-task.command';
import { DecideTaskController } from './decide-task/decide-task.controller';
import { DelegateTaskCommand } from './delegate-task/delegate-task.command';
import { DelegateTaskController } from './delegate-task/delegate-task.controller';
import { presenceClock } from './presence/presence-book';
import { PresenceActivities } from './presence/presence.activities';
import { PersistentUpdate } from './story-calls/persistent-update';
import { TaskController } from './task-views/task.controller';
import { TaskActivities } from './task/task.activities';
import { WithdrawApprovalCommand } from './withdraw-approval/withdraw-approval.command';
import { WithdrawApprovalController } from './withdraw-approval/withdraw-approval.controller';
import { worklistEntities, worklistMigrations, worklistProviders, worklistSubscriptions } from './worklist.providers';

/** Name of the schema and the consumer group. */
const service = 'worklist';
const tenant = process.env.THROUGHLINE_TENANT ?? 'demo';

@Module({
  imports: [
    PersistenceModule.forService({ service, entities: worklistEntities, migrations: worklistMigrations }),
    MessagingModule.forService({ service, subscriptions: worklistSubscriptions }),
    DeadlinesModule.forService({ books: [presenceClock(tenant)] }),
    AccessModule.forService(),
    TemporalModule.forService({ queue: queues.worklist, activities: [TaskActivities, PresenceActivities, ApprovalReconciliation] }),
  ],
  controllers: [TaskController, ClaimTaskController, DecideTaskController, DelegateTaskController, ApprovalController, WithdrawApprovalController],
  providers: [...worklistProviders, PersistentUpdate, DecideTaskCommand, DelegateTaskCommand, WithdrawApprovalCommand],
})
export class WorklistModule {}
