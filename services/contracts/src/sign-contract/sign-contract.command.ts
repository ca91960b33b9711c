import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import { hasRole } from '@throughline/access/principal';
import type { Principal, Role } from '@throughline/access/principal';
import { contractSignatureRecorded, contractSigned } from '@throughline/events/contract-events';
import type { DomainEvent } from '@throughline/events/event-definition';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { contractAnswer } from '../contract/contract.answer';
import type { ContractAnswer } from '../contract/contract.answer';
import { contractErrors } from '../contract/contract.errors';
import { ContractRepository } from '../contract/contract.repository';

/** `ifVersion`: the ETag that the caller has seen. */
export interface SignContractCommand { contractId: string; side: 'ours' | 'theirs'; signatory: string; documentHash: string; ifVersion?: number }

/** Who may bind us. The customer's signature is recorded by whoever may sign at all, as it comes in on paper. */
const signatories: Role[] = ['legal', 'sales-head', 'admin'];

/** Records the signature of one side under the current, approved version. With the second one the contract is signed. */
@Injectable()
export class SignContract {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly contracts: ContractRepository,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @throws contract.not_found, access.denied, contract.may_not_sign, concurrency.version_mismatch, contract.not_possible_now,
   * contract.hash_mismatch, contract.signed_already
   */
  async execute(command: SignContractCommand, by: Principal): Promise<ContractAnswer> {
    return this.transaction.run(async (tx) => {
      const { contractId, side, signatory, documentHash } = command;
      const contract = await this.contracts.lock(tx, contractId);
      access.require(by, 'sign', 'contract', contract);
      if (side === 'ours' && !hasRole(by, ...signatories)) throw contractErrors.may_not_sign({ data: { roles: signatories } });
      contract.requireVersion(command.ifVersion);
      const signed = await this.contracts.signatures(tx, contractId);
      if (signed.some((signature) => signature.side === side)) throw contractErrors.signed_already({ data: { side } });
      contract.go('sign');
      const { dealId, orgPath, cycle, currentVersion } = contract;
      const document = await this.contracts.version(tx, contractId, currentVersion);
      if (document.documentHash !== documentHash) throw contractErrors.hash_mismatch({ data: { documentHash: document.documentHash, currentVersion } });

      await this.contracts.addSignature(tx, { contractId, side, versionNo: currentVersion, signatory, documentHash, recordedBy: by.personId, signedAt: tx.now });
      const next = () => ({ id: contractId, version: contract.nextSequence(), correlationId: dealId, orgPath });
      const events: DomainEvent[] = [contractSignatureRecorded.of({ ...next(), data: { contractId, dealId, side, signatory, documentHash } })];
      if (signed.length === 1) {
        contract.bothSigned(tx.now);
        const data = { contractId, dealId, cycle, amount: document.money, signedAt: tx.now.toISOString(), documentHash };
        events.push(contractSigned.of({ ...next(), data }));
      }
      await this.contracts.save(tx, contract);
      await this.outbox.append(tx, events);
      return contractAnswer(contract);
    });
  }
}
