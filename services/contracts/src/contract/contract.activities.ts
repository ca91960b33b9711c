import { Injectable } from '@nestjs/common';
import type { ContractReviewOutcome, ContractsActivities, ReviewLeg } from '@throughline/process-contracts/contracts';
import { ActivateContract } from '../activate-contract/activate-contract.command';
import { CompleteReview } from '../complete-review/complete-review.command';
import { RecordLeg } from '../record-leg/record-leg.command';
import type { RecordLegCommand } from '../record-leg/record-leg.command';
import { ReviewLegs } from '../review-legs/review-legs.command';
import type { VersionUnderReview } from '../review-legs/review-legs.command';

/** What the stories of the review and of the deal call, each one command. */
@Injectable()
export class ContractActivities implements ContractsActivities {
  constructor(
    private readonly legs: ReviewLegs,
    private readonly record: RecordLeg,
    private readonly complete: CompleteReview,
    private readonly activate: ActivateContract,
  ) {}

  reviewLegs(input: VersionUnderReview): Promise<ReviewLeg[]> {
    return this.legs.execute(input);
  }

  async recordLeg(input: RecordLegCommand): Promise<void> {
    await this.record.execute(input);
  }

  async completeReview(input: VersionUnderReview & { outcome: ContractReviewOutcome; reason?: string }): Promise<void> {
    await this.complete.execute(input);
  }

  activateContract(input: { contractId: string }): Promise<{ inForce: boolean }> {
    return this.activate.execute(input);
  }
}
