import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { contractVersionAdded } from '@throughline/events/contract-events';
import type { PaymentTermsData } from '@throughline/events/fields';
import { Outbox } from '@throughline/messaging/outbox';
import { Money } from '@throughline/money/money';
import type { MoneyJson } from '@throughline/money/money';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { contractAnswer } from '../contract/contract.answer';
import type { ContractAnswer } from '../contract/contract.answer';
import { changedParts } from '../contract/contract.changes';
import type { ContractContent, ContractTerm } from '../contract/contract.changes';
import type { ContractVersion } from '../contract/contract.entity';
import { contractErrors } from '../contract/contract.errors';
import { ContractRepository } from '../contract/contract.repository';
import { writeVersion } from '../contract/write-version';

/** What is left out stays as it is in the present version. `ifVersion`: the ETag that the caller has seen. */
export interface AddVersionCommand { contractId: string; amount?: MoneyJson; terms?: PaymentTermsData; body?: string; term?: ContractTerm; ifVersion?: number }

/** Writes the next version of the document. The contract is a draft again: the legs that the change touches must look at it. */
@Injectable()
export class AddVersion {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly contracts: ContractRepository,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @throws contract.not_found, access.denied, concurrency.version_mismatch, contract.not_possible_now, contract.signed_already,
   * contract.nothing_changed, contract.amount_invalid
   */
  async execute(command: AddVersionCommand, by: Principal): Promise<ContractAnswer> {
    return this.transaction.run(async (tx) => {
      const contract = await this.contracts.lock(tx, command.contractId);
      access.require(by, 'add-version', 'contract', contract);
      contract.requireVersion(command.ifVersion);
      const wasReturned = contract.status === 'returned';
      const before = await this.contracts.version(tx, contract.id, contract.currentVersion);
      const no = contract.addVersion();
      if ((await this.contracts.signatures(tx, contract.id)).length > 0) throw contractErrors.signed_already({ detail: 'One side has signed the present version.' });

      const content = contentOf(before, command);
      const changed = changedParts({ ...before, amount: before.money, term: before.term }, content);
      // What was returned may be handed in again as it is, e.g. when nobody had answered; it is asked of the same legs.
      if (changed.length === 0 && !wasReturned) throw contractErrors.nothing_changed();

      const version = writeVersion(contract, content, changed, by.personId, tx.now);
      await this.contracts.addVersion(tx, version);
      const sequence = contract.nextSequence();
      await this.contracts.save(tx, contract);
      const { id, dealId, orgPath } = contract;
      const data = { contractId: id, dealId, version: no, changed, amount: content.amount, documentHash: version.documentHash };
      await this.outbox.append(tx, contractVersionAdded.of({ id, version: sequence, data, correlationId: dealId, orgPath }));
      return contractAnswer(contract);
    });
  }
}

function contentOf(before: ContractVersion, { amount, terms, body, term }: AddVersionCommand): ContractContent {
  const wanted = amount ? Money.from(amount) : Money.from(before.money);
  if (!wanted.isPositive() || wanted.currency !== before.currency) throw contractErrors.amount_invalid({ field: 'amount', data: { currency: before.currency } });
  return { amount: wanted.toJSON(), terms: terms ?? before.terms, clauses: body ?? before.clauses, term: term ?? before.term };
}
