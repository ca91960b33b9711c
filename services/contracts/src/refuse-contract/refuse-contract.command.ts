import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { contractRefused } from '@throughline/events/contract-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { contractAnswer } from '../contract/contract.answer';
import type { ContractAnswer } from '../contract/contract.answer';
import { ContractRepository } from '../contract/contract.repository';

/** Refuses the contract for good, before both have signed: the deal goes back to its opportunity. */
@Injectable()
export class RefuseContract {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly contracts: ContractRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws contract.not_found, access.denied, contract.not_possible_now */
  async execute({ contractId, reason }: { contractId: string; reason: string }, by: Principal): Promise<ContractAnswer> {
    return this.transaction.run(async (tx) => {
      const contract = await this.contracts.lock(tx, contractId);
      access.require(by, 'refuse', 'contract', contract);
      contract.end('refuse', reason, tx.now);
      const sequence = contract.nextSequence();
      await this.contracts.save(tx, contract);
      const { dealId, orgPath } = contract;
      await this.outbox.append(tx, contractRefused.of({ id: contractId, version: sequence, data: { contractId, dealId, reason }, correlationId: dealId, orgPath }));
      return contractAnswer(contract);
    });
  }
}
