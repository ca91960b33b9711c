import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { contractReviewRequested } from '@throughline/events/contract-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { contractReviewPolicy } from '@throughline/policy/default-policies';
import { contractAnswer } from '../contract/contract.answer';
import type { ContractAnswer } from '../contract/contract.answer';
import { openLegs } from '../contract/contract.changes';
import { ContractRepository } from '../contract/contract.repository';

/** Hands the present version to review by the legs that its changes touch; the story of the review starts from the event. */
@Injectable()
export class RequestReview {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly contracts: ContractRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws contract.not_found, access.denied, contract.new_version_needed, contract.not_possible_now */
  async execute({ contractId }: { contractId: string }, by: Principal): Promise<ContractAnswer> {
    return this.transaction.run(async (tx) => {
      const contract = await this.contracts.lock(tx, contractId);
      access.require(by, 'request-review', 'contract', contract);
      contract.requestReview();
      const { id, dealId, ownerId, orgPath, currentVersion } = contract;
      const legs = openLegs(currentVersion, await this.contracts.versions(tx, id), await this.contracts.decisions(tx, id), contractReviewPolicy);
      await this.contracts.noteReviewRequest(tx, id, currentVersion, by.personId);
      const sequence = contract.nextSequence();
      await this.contracts.save(tx, contract);
      const data = { contractId: id, dealId, version: currentVersion, ownerId, legs: legs.map(({ key }) => key) };
      await this.outbox.append(tx, contractReviewRequested.of({ id, version: sequence, data, correlationId: dealId, orgPath }));
      return contractAnswer(contract);
    });
  }
}
