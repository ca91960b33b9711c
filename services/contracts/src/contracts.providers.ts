import { ActivateContract } from './activate-contract/activate-contract.command';
import { AddVersion } from './add-version/add-version.command';
import { CompleteReview } from './complete-review/complete-review.command';
import { ContractViews } from './contract-views/contract.views';
import { ContractActivities } from './contract/contract.activities';
import { Contract, ContractSignature, ContractVersion, StoredLegDecision } from './contract/contract.entity';
import { ContractReconciliation } from './contract/contract.reconciliation';
import { ContractRepository } from './contract/contract.repository';
import { ReviewClocks } from './contract/review-clocks';
import { TermBook } from './contract/term-book';
import { DraftContractWhenOpportunityWon } from './draft-contract-when-opportunity-won/draft-contract-when-opportunity-won';
import { DraftContract } from './draft-contract/draft-contract.command';
import { EndContracts } from './end-contracts/end-contracts.command';
import { HandOverContractsWhenDeclared } from './hand-over-contracts-when-declared/hand-over-contracts-when-declared';
import { ContractsSchema1764100000000 } from './migrations/1764100000000-contracts-schema';
import { ContractTerm1764440000000 } from './migrations/1764440000000-contract-term';
import { NarrowedReach1767103000000 } from './migrations/1767103000000-narrowed-reach';
import { RowSecurity1766900000000 } from './migrations/1766900000000-row-security';
import { ReviewRequestedAt1767020000000 } from './migrations/1767020000000-review-requested-at';
import { RecordActivity } from './record-activity/record-activity.command';
import { RecordLeg } from './record-leg/record-leg.command';
import { RefuseContract } from './refuse-contract/refuse-contract.command';
import { RequestReview } from './request-review/request-review.command';
import { ReviewLegs } from './review-legs/review-legs.command';
import { SignContract } from './sign-contract/sign-contract.command';
import { ContractTimelineViews } from './timeline-views/contract-timeline.views';
import { TerminateContract } from './terminate-contract/terminate-contract.command';

export const contractEntities = [Contract, ContractVersion, StoredLegDecision, ContractSignature];
export const contractMigrations = [ContractsSchema1764100000000, ContractTerm1764440000000, RowSecurity1766900000000, ReviewRequestedAt1767020000000, NarrowedReach1767103000000];
export const contractSubscriptions = [DraftContractWhenOpportunityWon, HandOverContractsWhenDeclared];
/** All that works without HTTP, Kafka and Temporal: what a test of the commands needs. */
export const contractProviders = [
  ContractRepository, DraftContract, AddVersion, RequestReview, ReviewLegs, RecordLeg, CompleteReview, RefuseContract, SignContract,
  ActivateContract, TerminateContract, EndContracts, TermBook, ReviewClocks, RecordActivity, ContractViews, ContractTimelineViews, ContractActivities, ContractReconciliation, ...contractSubscriptions,
];
