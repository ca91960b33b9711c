import { Injectable } from '@nestjs/common';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import type { ActReport, NextDue, TermClockActivities } from '@throughline/process-contracts/clock';
import type { ContractReviewOutcome, ContractsActivities, ReviewLeg } from '@throughline/process-contracts/contracts';
import { heartbeat } from '@throughline/temporal/heartbeat';
import { ActivateContract } from '../activate-contract/activate-contract.command';
import { CompleteReview } from '../complete-review/complete-review.command';
import { EndContracts } from '../end-contracts/end-contracts.command';
import { RecordLeg } from '../record-leg/record-leg.command';
import type { RecordLegCommand } from '../record-leg/record-leg.command';
import { ReviewLegs } from '../review-legs/review-legs.command';
import type { VersionUnderReview } from '../review-legs/review-legs.command';

/** What the stories of the review and of the deal and the clock of the terms call, each one command. */
@Injectable()
export class ContractActivities implements ContractsActivities, TermClockActivities {
  constructor(
    private readonly legs: ReviewLegs,
    private readonly record: RecordLeg,
    private readonly complete: CompleteReview,
    private readonly activate: ActivateContract,
    private readonly end: EndContracts,
    private readonly deadlines: DeadlineBooks,
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

  nextTermDue({ book }: { book: string }): Promise<NextDue> {
    return this.deadlines.nextDue(book);
  }

  endContracts(): Promise<ActReport> {
    return this.end.execute(heartbeat);
  }
}
