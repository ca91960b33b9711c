import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { contractTerminated } from '@throughline/events/contract-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { contractAnswer } from '../contract/contract.answer';
import type { ContractAnswer } from '../contract/contract.answer';
import { ContractRepository } from '../contract/contract.repository';
import { TermBook } from '../contract/term-book';

/** Ends a signed contract before its time: what is still open of its payment plan is cancelled. */
@Injectable()
export class TerminateContract {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly contracts: ContractRepository,
    private readonly terms: TermBook,
    private readonly outbox: Outbox,
  ) {}

  /** @throws contract.not_found, access.denied, contract.not_possible_now */
  async execute({ contractId, reason }: { contractId: string; reason: string }, by: Principal): Promise<ContractAnswer> {
    return this.transaction.run(async (tx) => {
      const contract = await this.contracts.lock(tx, contractId);
      access.require(by, 'terminate', 'contract', contract);
      contract.end('terminate', reason, tx.now);
      const sequence = contract.nextSequence();
      await this.contracts.save(tx, contract);
      await this.terms.forget(tx, contractId);
      const { dealId, orgPath } = contract;
      await this.outbox.append(tx, contractTerminated.of({ id: contractId, version: sequence, data: { contractId, dealId, reason }, correlationId: dealId, orgPath }));
      return contractAnswer(contract);
    });
  }
}
