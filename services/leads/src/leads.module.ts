import { Module } from '@nestjs/common';
import { AccessModule } from '@throughline/access/access.module';
import { FollowDirectory } from '@throughline/access/follow-directory';
import { DeadlinesModule } from '@throughline/deadlines/deadlines.module';
import { MessagingModule } from '@throughline/messaging/messaging.module';
import { PersistenceModule } from '@throughline/persistence/persistence.module';
import { queues } from '@throughline/process-contracts/queues';
import { TemporalModule } from '@throughline/temporal/temporal.module';
import { AssignLeadController } from './assign-lead/assign-lead.controller';
import { AssignRoundRobinController } from './assign-round-robin/assign-round-robin.controller';
import { CaptureLeadController } from './capture-lead/capture-lead.controller';
import { ClaimLeadController } from './claim-lead/claim-lead.controller';
import { ConvertLeadController } from './convert-lead/convert-lead.controller';
import { DisqualifyLeadController } from './disqualify-lead/disqualify-lead.controller';
import { ImportLeadsController } from './import-leads/import-leads.controller';
import { ImportViewsController } from './import-views/import-views.controller';
import { LeadViewsController } from './lead-views/lead-views.controller';
import { LeadsActivities } from './leads.activities';
import { leadEntities, leadProviders } from './leads.providers';
import { LeadsReconciliation } from './leads.reconciliation';
import { leadMigrations } from './migrations/lead-migrations';
import { PoolViewsController } from './pool-views/pool-views.controller';
import { RecordActivityController } from './record-activity/record-activity.controller';
import { ReleaseLeadController } from './release-lead/release-lead.controller';

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
  controllers: [
    CaptureLeadController, LeadViewsController, ClaimLeadController, ReleaseLeadController, AssignLeadController, RecordActivityController,
    DisqualifyLeadController, ConvertLeadController, PoolViewsController, AssignRoundRobinController, ImportLeadsController, ImportViewsController,
  ],
  providers: leadProviders,
})
export class LeadsModule {}
