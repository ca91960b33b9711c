import { Injectable } from '@nestjs/common';
import { contractActivated } from '@throughline/events/contract-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { ContractRepository } from '../contract/contract.repository';
import { finalContractStatuses } from '../contract/contract.transitions';
import { TermBook } from '../contract/term-book';

/** The signed contract comes into force; its payment plan starts from the event, and the clock of its term runs. Twice is once. The deal's story alone calls this. */
@Injectable()
export class ActivateContract {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly contracts: ContractRepository,
    private readonly terms: TermBook,
    private readonly outbox: Outbox,
  ) {}

  /**
   * `inForce` is false where the contract was ended meanwhile: that is an answer, not a refusal.
   * @throws contract.not_found, contract.not_possible_now where it is not signed
   */
  async execute({ contractId }: { contractId: string }): Promise<{ inForce: boolean }> {
    return this.transaction.run(async (tx) => {
      const contract = await this.contracts.lock(tx, contractId);
      if (finalContractStatuses.includes(contract.status)) return { inForce: false };
      if (contract.status === 'active') return { inForce: true };
      contract.activate(tx.now);
      const sequence = contract.nextSequence();
      await this.contracts.save(tx, contract);
      const { number, product, dealId, accountId, accountName, ownerId, orgPath, currentVersion } = contract;
      const { money: amount, terms, term } = await this.contracts.version(tx, contractId, currentVersion);
      const endsAt = await this.terms.watch(tx, contract, term);
      const data = { contractId, dealId, accountId, accountName, ownerId, orgPath, amount, terms, activatedAt: tx.now.toISOString(), ...term, endsAt: endsAt?.toISOString() ?? null, number, product };
      await this.outbox.append(tx, contractActivated.of({ id: contractId, version: sequence, data, correlationId: dealId, orgPath }));
      return { inForce: true };
    });
  }
}
