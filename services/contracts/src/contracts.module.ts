import { Module } from '@nestjs/common';
import { AccessModule } from '@throughline/access/access.module';
import { FollowDirectory } from '@throughline/access/follow-directory';
import { DeadlinesModule } from '@throughline/deadlines/deadlines.module';
import { MessagingModule } from '@throughline/messaging/messaging.module';
import { PersistenceModule } from '@throughline/persistence/persistence.module';
import { queues } from '@throughline/process-contracts/queues';
import { TemporalModule } from '@throughline/temporal/temporal.module';
import { AddVersionController } from './add-version/add-version.controller';
import { ContractViewsController } from './contract-views/contract-views.controller';
import { ContractActivities } from './contract/contract.activities';
import { ContractReconciliation } from './contract/contract.reconciliation';
import { contractsClock } from './contract/term-book';
import { contractEntities, contractMigrations, contractProviders, contractSubscriptions } from './contracts.providers';
import { RecordActivityController } from './record-activity/record-activity.controller';
import { RefuseContractController } from './refuse-contract/refuse-contract.controller';
import { RequestReviewController } from './request-review/request-review.controller';
import { SignContractController } from './sign-contract/sign-contract.controller';
import { TerminateContractController } from './terminate-contract/terminate-contract.controller';

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
  controllers: [
    ContractViewsController, AddVersionController, RequestReviewController, RefuseContractController, SignContractController, TerminateContractController,
    RecordActivityController,
  ],
  providers: contractProviders,
})
export class ContractsModule {}
