import { Module } from '@nestjs/common';
import { AccessModule } from '@throughline/access/access.module';
import { DeadlinesModule } from '@throughline/deadlines/deadlines.module';
import { MessagingModule } from '@throughline/messaging/messaging.module';
import { PersistenceModule } from '@throughline/persistence/persistence.module';
import { queues } from '@throughline/process-contracts/queues';
import { TemporalModule } from '@throughline/temporal/temporal.module';
import { accountsClock } from './account/account-standing';
import { AccountsActivities } from './accounts.activities';
import { accountSubscriptions } from './accounts.providers';
import { duplicateSubscriptions } from './duplicates.providers';
import { DuplicateUpkeepLife } from './duplicates/duplicate-upkeep';
import { LeadsActivities } from './leads.activities';
import { leadControllers } from './leads.controllers';
import { leadEntities, leadProviders } from './leads.providers';
import { LeadsReconciliation } from './leads.reconciliation';
import { leadMigrations } from './migrations/lead-migrations';
import { ownershipSubscriptions } from './ownership.providers';
import { FollowCalendar } from './recompute-for-calendar/follow-calendar';
import { PoliciesActivities, policyBook } from './work-policies/policies.activities';

/** Name of the schema, the queue and the consumer group. */
const service = 'leads';
const tenant = process.env.THROUGHLINE_TENANT ?? 'demo';

@Module({
  imports: [
    PersistenceModule.forService({ service, entities: leadEntities, migrations: leadMigrations }),
    MessagingModule.forService({ service, subscriptions: [FollowCalendar, ...accountSubscriptions, ...duplicateSubscriptions, ...ownershipSubscriptions] }),
    DeadlinesModule.forService({ books: [accountsClock(tenant), policyBook(tenant)] }),
    AccessModule.forService(),
    TemporalModule.forService({ queue: queues.leads, activities: [LeadsActivities, AccountsActivities, PoliciesActivities, LeadsReconciliation] }),
  ],
  controllers: leadControllers,
  providers: [...leadProviders, DuplicateUpkeepLife],
})
export class LeadsModule {}
