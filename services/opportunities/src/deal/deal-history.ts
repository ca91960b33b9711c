import { Injectable } from '@nestjs/common';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { DealFact as TellableFact } from '@throughline/process-contracts/opportunities';
import type { DealFact } from './deal.facts';
import { DealRepository } from './deal.repository';

/** What has happened to a deal, for its story, which asks when it starts. */
@Injectable()
export class DealHistory {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly deals: DealRepository,
  ) {}

  async tell(dealId: string): Promise<TellableFact[]> {
    const facts = await this.transaction.read((tx) => this.deals.facts(tx, dealId));
    return facts.flatMap((fact) => tellable(fact) ?? []);
  }
}

/** @returns null for what the story does not act on */
export function tellable(fact: DealFact): TellableFact | null {
  switch (fact.type) {
    case 'won':
      return { fact: 'won', cycle: fact.cycle };
    case 'lost':
      return { fact: 'lost', reason: fact.reason };
    case 'contract-drafted':
    case 'contract-signed':
      return { fact: fact.type, contractId: fact.contractId };
    case 'contract-refused':
    case 'contract-terminated':
      return { fact: fact.type, contractId: fact.contractId, reason: fact.reason };
    case 'settled':
      return { fact: 'plan-settled', planId: fact.planId };
    case 'plan-cancelled':
      return { fact: 'plan-cancelled', planId: fact.planId };
    default:
      return null;
  }
}
