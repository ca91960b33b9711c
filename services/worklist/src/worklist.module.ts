import { Module } from '@nestjs/common';
import { AccessModule } from '@throughline/access/access.module';
import { DeadlinesModule } from '@throughline/deadlines/deadlines.module';
import { MessagingModule } from '@throughline/messaging/messaging.module';
import { PersistenceModule } from '@throughline/persistence/persistence.module';
import { queues } from '@throughline/process-contracts/queues';
import { TemporalModule } from '@throughline/temporal/temporal.module';
import { ApprovalReconciliation } from './approval/approval.reconciliation';
import { presenceClock } from './presence/presence-book';
import { PresenceActivities } from './presence/presence.activities';
import { TaskActivities } from './task/task.activities';
import { noticesLife } from './notices.providers';
import { worklistControllers } from './worklist.controllers';
import { worklistEntities, worklistMigrations, worklistOverStories, worklistProviders, worklistSubscriptions } from './worklist.providers';

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
  controllers: worklistControllers,
  providers: [...worklistProviders, ...worklistOverStories, ...noticesLife],
})
export class WorklistModule {}
