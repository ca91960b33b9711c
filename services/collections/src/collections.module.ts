import { Module } from '@nestjs/common';
import { AccessModule } from '@throughline/access/access.module';
import { MessagingModule } from '@throughline/messaging/messaging.module';
import { PersistenceModule } from '@throughline/persistence/persistence.module';
import { queues } from '@throughline/process-contracts/queues';
import { TemporalModule } from '@throughline/temporal/temporal.module';
import { CollectionCaseActivities } from './collection-case/collection-case.activities';
import { CollectionCaseReconciliation } from './collection-case/collection-case.reconciliation';
import { collectionsControllers } from './collections.controllers';
import { collectionsEntities, collectionsMigrations, collectionsProviders, collectionsSubscriptions } from './collections.providers';

/** Name of the schema and the consumer group. */
const service = 'collections';

@Module({
  imports: [
    PersistenceModule.forService({ service, entities: collectionsEntities, migrations: collectionsMigrations }),
    MessagingModule.forService({ service, subscriptions: collectionsSubscriptions }),
    AccessModule.forService(),
    TemporalModule.forService({ queue: queues.collections, activities: [CollectionCaseActivities, CollectionCaseReconciliation] }),
  ],
  controllers: collectionsControllers,
  providers: collectionsProviders,
})
export class CollectionsModule {}
