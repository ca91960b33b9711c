import { ActOnCollectionCommand } from './act-on-collection/act-on-collection.command';
import { AllocateReceiptCommand } from './allocate-receipt/allocate-receipt.command';
import { CancelPlanCommand } from './cancel-plan/cancel-plan.command';
import { CancelPlanWhenContractTerminated } from './cancel-plan-when-contract-terminated/cancel-plan-when-contract-terminated';
import { LedgerCheckViews } from './check-ledger/check-ledger.views';
import { CaseKeeper } from './collection-case/case-keeper';
import { CollectionCaseActivities } from './collection-case/collection-case.activities';
import { CollectionCase } from './collection-case/collection-case.entity';
import { CollectionCaseReconciliation } from './collection-case/collection-case.reconciliation';
import { CollectionCaseRepository } from './collection-case/collection-case.repository';
import { DunningPolicyRepository } from './collection-case/dunning-policy.repository';
import { LetterRepository } from './collection-case/letter.repository';
import { CreatePlanCommand } from './create-plan/create-plan.command';
import { CreatePlanWhenContractActivated } from './create-plan-when-contract-activated/create-plan-when-contract-activated';
import { Customer } from './customer/customer.entity';
import { CustomerRepository } from './customer/customer.repository';
import { LetterViews } from './dunning-views/letter.views';
import { DunningViews } from './dunning-views/dunning.views';
import { collectionsMigrations } from './migrations/collections-migrations';
import { FollowOwners } from './follow-owners/follow-owners';
import { NextCollectionMomentQuery } from './next-collection-moment/next-collection-moment.query';
import { PaymentPlan } from './payment-plan/payment-plan.entity';
import { PaymentPlanRepository } from './payment-plan/payment-plan.repository';
import { PlanLine } from './payment-plan/plan-line.entity';
import { PlanViews } from './plan-views/plan.views';
import { PlanTimelineViews } from './timeline-views/plan-timeline.views';
import { ReceiptViews } from './receipt-views/receipt.views';
import { Receipt } from './receipt/receipt.entity';
import { ReceiptRepository } from './receipt/receipt.repository';
import { MonthsViews } from './receivable-views/months.views';
import { ReceivableViews } from './receivable-views/receivable.views';
import { FollowCalendar } from './recount-letters/follow-calendar';
import { RecordReceiptCommand } from './record-receipt/record-receipt.command';
import { SuggestionViews } from './suggest-allocation/suggestion.views';
import { ReverseReceiptCommand } from './reverse-receipt/reverse-receipt.command';

export { collectionsMigrations };
export const collectionsEntities = [Customer, PaymentPlan, PlanLine, Receipt, CollectionCase];
export const collectionsSubscriptions = [FollowCalendar, CreatePlanWhenContractActivated, CancelPlanWhenContractTerminated, FollowOwners];
/** All that works without HTTP, Kafka and Temporal: what a test of the commands needs. */
export const collectionsProviders = [
  CustomerRepository, PaymentPlanRepository, ReceiptRepository, CollectionCaseRepository, LetterRepository, DunningPolicyRepository, CaseKeeper,
  CreatePlanCommand, CancelPlanCommand, RecordReceiptCommand, AllocateReceiptCommand, ReverseReceiptCommand,
  NextCollectionMomentQuery, ActOnCollectionCommand, PlanViews, PlanTimelineViews, ReceiptViews, ReceivableViews, MonthsViews, SuggestionViews, DunningViews, LetterViews, LedgerCheckViews,
  CollectionCaseActivities, CollectionCaseReconciliation, ...collectionsSubscriptions,
];
