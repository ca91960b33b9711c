import { Injectable } from '@nestjs/common';
import { systemPrincipal } from '@throughline/access/principal';
import { contractDrafted } from '@throughline/events/contract-events';
import type { PaymentTermsData } from '@throughline/events/fields';
import { Outbox } from '@throughline/messaging/outbox';
import { Money } from '@throughline/money/money';
import type { MoneyJson } from '@throughline/money/money';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { contractParts } from '@throughline/policy/review-policy';
import { v7 as uuidv7 } from 'uuid';
import { contractAnswer } from '../contract/contract.answer';
import type { ContractAnswer } from '../contract/contract.answer';
import { standardClauses } from '../contract/contract.document';
import { Contract } from '../contract/contract.entity';
import { ContractRepository } from '../contract/contract.repository';
import { contractTransitions } from '../contract/contract.transitions';
import { writeVersion } from '../contract/write-version';

export interface DraftContractCommand {
  dealId: string;
  /** Which win of the deal it is for. */
  cycle: number;
  accountId: string;
  accountName: string;
  ownerId: string;
  orgPath: string;
  product: string;
  amount: MoneyJson;
  terms: PaymentTermsData;
}

const author = systemPrincipal('draft-contract-when-opportunity-won').personId;

/** Drafts the contract of a won opportunity from the standard clauses. One for each win: drafting twice drafts once. Only consumers call this. */
@Injectable()
export class DraftContract {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly contracts: ContractRepository,
    private readonly outbox: Outbox,
  ) {}

  async execute(command: DraftContractCommand): Promise<ContractAnswer> {
    return this.transaction.run(async (tx) => {
      const { dealId, cycle, accountId, accountName, ownerId, orgPath, product, terms } = command;
      const amount = Money.from(command.amount).toJSON();
      const contract = Object.assign(new Contract(), {
        id: uuidv7(), number: await this.contracts.nextNumber(tx), dealId, cycle, accountId, accountName, ownerId, orgPath, product,
        status: contractTransitions.new.draft, reason: null, currentVersion: 1, draftedAt: tx.now, signedAt: null, activatedAt: null, endedAt: null, sequence: 1, version: 1,
      });
      if (!(await this.contracts.insert(tx, contract))) {
        const existing = await this.contracts.lockOfDeal(tx, dealId, cycle);
        if (!existing) throw new Error(`Contract of deal ${dealId}, cycle ${cycle}, neither inserted nor found.`);
        return contractAnswer(existing);
      }
      await this.contracts.addVersion(tx, writeVersion(contract, { amount, terms, clauses: standardClauses, term: { startsOn: null, endsOn: null } }, [...contractParts], author, tx.now));
      const data = { contractId: contract.id, dealId, accountId, accountName, ownerId, orgPath, amount, terms, version: 1 };
      await this.outbox.append(tx, contractDrafted.of({ id: contract.id, version: contract.sequence, data, correlationId: dealId, orgPath }));
      return contractAnswer(contract);
    });
  }
}
