import { Module } from '@nestjs/common';
import { AccessModule } from '@throughline/access/access.module';
import { FollowDirectory } from '@throughline/access/follow-directory';
import { DeadlinesModule } from '@throughline/deadlines/deadlines.module';
import { MessagingModule } from '@throughline/messaging/messaging.module';
import { PersistenceModule } from '@throughline/persistence/persistence.module';
import { queues } from '@throughline/process-contracts/queues';
import { TemporalModule } from '@throughline/temporal/temporal.module';
import { ContractActivities } from './contract/contract.activities';
import { ContractReconciliation } from './contract/contract.reconciliation';
import { contractsClock } from './contract/term-book';
import { contractControllers } from './contracts.controllers';
import { contractEntities, contractMigrations, contractProviders, contractSubscriptions } from './contracts.providers';

/** Name of the schema, the queue and the consumer group. */
const service = 'contracts';
const tenant = process.env.THROUGHLINE_TENANT ?? 'demo';

@Module({
  imports: [
    PersistenceModule.forService({ service, entities: contractEntities, migrations: contractMigrations }),
    MessagingModule.forService({ service, subscriptions: [FollowDirectory, ...contractSubscriptions] }),
    DeadlinesModule.forService({ books: [contractsClock(tenant)] }),
    AccessModule.forService(),
    TemporalModule.forService({ queue: queues.contracts, activities: [ContractActivities, ContractReconciliation] }),
  ],
  controllers: contractControllers,
  providers: contractProviders,
})
export class ContractsModule {}
