import { Module } from '@nestjs/common';
import { AccessModule } from '@throughline/access/access.module';
import { MessagingModule } from '@throughline/messaging/messaging.module';
import { PersistenceModule } from '@throughline/persistence/persistence.module';
import { queues } from '@throughline/process-contracts/queues';
import { TemporalModule } from '@throughline/temporal/temporal.module';
import { AllocateReceiptController } from './allocate-receipt/allocate-receipt.controller';
import { LedgerCheckController } from './check-ledger/check-ledger.controller';
import { CollectionCaseActivities } from './collection-case/collection-case.activities';
import { CollectionCaseReconciliation } from './collection-case/collection-case.reconciliation';
import { DunningController } from './dunning-views/dunning.controller';
import { PlanController } from './plan-views/plan.controller';
import { ReceiptController } from './receipt-views/receipt.controller';
import { ReceivableController } from './receivable-views/receivable.controller';
import { RecordReceiptController } from './record-receipt/record-receipt.controller';
import { ReverseReceiptController } from './reverse-receipt/reverse-receipt.controller';
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
  controllers: [
    PlanController, RecordReceiptController, ReceiptController, AllocateReceiptController, ReverseReceiptController,
    ReceivableController, DunningController, LedgerCheckController,
  ],
  providers: collectionsProviders,
})
export class CollectionsModule {}
