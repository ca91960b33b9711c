import { Module } from '@nestjs/common';
import { AccessModule } from '@throughline/access/access.module';
import { DeadlinesModule } from '@throughline/deadlines/deadlines.module';
import { MessagingModule } from '@throughline/messaging/messaging.module';
import { PersistenceModule } from '@throughline/persistence/persistence.module';
import { books } from '@throughline/process-contracts/clock';
import { queues } from '@throughline/process-contracts/queues';
import { workflowIds, workflowTypes } from '@throughline/process-contracts/workflow-ids';
import { TemporalModule } from '@throughline/temporal/temporal.module';
import { DealReconciliation } from './deal/deal.reconciliation';
import { opportunityControllers } from './opportunities.controllers';
import { opportunityEntities, opportunityMigrations, opportunityProviders, opportunitySubscriptions } from './opportunities.providers';
import { OpportunityActivities } from './opportunity/opportunity.activities';
import { FollowCalendar } from './recount-stages/follow-calendar';

/** Name of the schema, the queue and the consumer group. */
const service = 'opportunities';
const tenant = process.env.THROUGHLINE_TENANT ?? 'demo';
const standard = {
  book: books.pipeline('standard'),
  workflowId: workflowIds.stageClock(tenant, 'standard'),
  workflowType: workflowTypes.stageClock,
  queue: queues.opportunities,
} as const;

@Module({
  imports: [
    PersistenceModule.forService({ service, entities: opportunityEntities, migrations: opportunityMigrations }),
    MessagingModule.forService({ service, subscriptions: [FollowCalendar, ...opportunitySubscriptions] }),
    DeadlinesModule.forService({ books: [standard] }),
    AccessModule.forService(),
    TemporalModule.forService({ queue: queues.opportunities, activities: [OpportunityActivities, DealReconciliation] }),
  ],
  controllers: opportunityControllers,
  providers: opportunityProviders,
})
export class OpportunitiesModule {}
