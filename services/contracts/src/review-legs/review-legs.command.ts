import { Injectable } from '@nestjs/common';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { contractReviewPolicy } from '@throughline/policy/default-policies';
import type { ReviewLeg as PolicyLeg } from '@throughline/policy/review-policy';
import type { ReviewLeg } from '@throughline/process-contracts/contracts';
import { openLegs } from '../contract/contract.changes';
import type { Contract, ContractVersion } from '../contract/contract.entity';
import { ContractRepository } from '../contract/contract.repository';

export interface VersionUnderReview { contractId: string; version: number }

/** Which legs the story of a review has to ask, and what their tasks say. Reads only. */
@Injectable()
export class ReviewLegs {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly contracts: ContractRepository,
  ) {}

  /** @throws contract.not_found, contract.version_not_found */
  async execute({ contractId, version }: VersionUnderReview): Promise<ReviewLeg[]> {
    return this.transaction.run(async (tx) => {
      const contract = await this.contracts.lock(tx, contractId);
      const document = await this.contracts.version(tx, contractId, version);
      const versions = await this.contracts.versions(tx, contractId);
      const legs = openLegs(version, versions, await this.contracts.decisions(tx, contractId), contractReviewPolicy);
      return legs.map((leg) => ({ leg: leg.key, task: taskOf(leg, contract, document) }));
    });
  }
}

function taskOf(leg: PolicyLeg, contract: Contract, { no, money, changed, documentHash, reviewRequestedBy }: ContractVersion): ReviewLeg['task'] {
  const { id, number, dealId, accountName } = contract;
  return {
    kind: 'review',
    leg: leg.key,
    subjectType: 'contract',
    subjectId: id,
    dealId,
    role: leg.role,
    notBy: reviewRequestedBy === null ? [] : [reviewRequestedBy],
    ask: `${leg.label}: review contract ${number}, version ${no}, with ${accountName}`,
    figures: { contractNumber: number, version: no, account: accountName, amount: money, changed, documentHash },
    dueWorkingHours: leg.dueWorkingHours,
    remindAfterWorkingHours: leg.remindAfterWorkingHours,
    escalateAfterWorkingHours: leg.dueWorkingHours,
  };
}
