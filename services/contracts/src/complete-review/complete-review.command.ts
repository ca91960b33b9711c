import { Injectable } from '@nestjs/common';
import { contractReviewCompleted } from '@throughline/events/contract-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { contractReviewPolicy } from '@throughline/policy/default-policies';
import type { ContractReviewOutcome } from '@throughline/process-contracts/contracts';
import { openLegs } from '../contract/contract.changes';
import { contractErrors } from '../contract/contract.errors';
import { ContractRepository } from '../contract/contract.repository';

export interface CompleteReviewCommand { contractId: string; version: number; outcome: ContractReviewOutcome; reason?: string }

/** The review of a version has come to its end: approved, or back to its author. Twice is once. The story of the review alone calls this. */
@Injectable()
export class CompleteReview {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly contracts: ContractRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws contract.not_found, contract.review_incomplete where a leg has not approved */
  async execute({ contractId, version, outcome, reason }: CompleteReviewCommand): Promise<{ completed: boolean }> {
    return this.transaction.run(async (tx) => {
      const contract = await this.contracts.lock(tx, contractId);
      if (contract.status !== 'in-review' || contract.currentVersion !== version) return { completed: false };
      if (outcome === 'approved') await this.requireAllLegs(tx, contractId, version);
      contract.endReview(outcome, reason ?? null);
      const sequence = contract.nextSequence();
      await this.contracts.save(tx, contract);
      const { dealId, orgPath } = contract;
      const data = { contractId, dealId, version, outcome, reason: reason ?? null };
      await this.outbox.append(tx, contractReviewCompleted.of({ id: contractId, version: sequence, data, correlationId: dealId, orgPath }));
      return { completed: true };
    });
  }

  /** The story counts the answers; that nothing is approved without them is decided here, where they are kept. */
  private async requireAllLegs(tx: Tx, contractId: string, version: number): Promise<void> {
    const decisions = await this.contracts.decisions(tx, contractId);
    const open = openLegs(version, await this.contracts.versions(tx, contractId), decisions, contractReviewPolicy).map(({ key }) => key);
    const returned = decisions.filter((decision) => decision.version === version && decision.outcome === 'returned').map(({ leg }) => leg);
    const missing = [...open, ...returned];
    if (missing.length > 0) throw contractErrors.review_incomplete({ data: { missing } });
  }
}
