import { Module } from '@nestjs/common';
import { AccessModule } from '@throughline/access/access.module';
import { FollowDirectory } from '@throughline/access/follow-directory';
import { DeadlinesModule } from '@throughline/deadlines/deadlines.module';
import { MessagingModule } from '@throughline/messaging/messaging.module';
import { PersistenceModule } from '@throughline/persistence/persistence.module';
import { queues } from '@throughline/process-contracts/queues';
import { TemporalModule } from '@throughline/temporal/temporal.module';
import { LeadsActivities } from './leads.activities';
import { leadControllers } from './leads.controllers';
import { leadEntities, leadProviders } from './leads.providers';
import { LeadsReconciliation } from './leads.reconciliation';
import { leadMigrations } from './migrations/lead-migrations';

/** Name of the schema, the queue and the consumer group. */
const service = 'leads';

@Module({
  imports: [
    PersistenceModule.forService({ service, entities: leadEntities, migrations: leadMigrations }),
    MessagingModule.forService({ service, subscriptions: [FollowDirectory] }),
    DeadlinesModule.forService(),
    AccessModule.forService(),
    TemporalModule.forService({ queue: queues.leads, activities: [LeadsActivities, LeadsReconciliation] }),
  ],
  controllers: leadControllers,
  providers: leadProviders,
})
export class LeadsModule {}
