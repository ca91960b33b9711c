import { Money } from '@throughline/money/money';
import type { DealFact, MoneyData } from './deal.facts';

/** What is known of a deal so far, from the facts that have been released. Plain JSON; a column of the table `deal`. */
export interface DealState {
  milestone: string | null;
  status: 'open' | 'won' | 'lost';
  stage: string | null;
  opening: { accountId: string; accountName: string; ownerId: string; orgPath: string } | null;
  amount: MoneyData | null;
  leadQualified: boolean;
  /** How often it has been won. */
  wonCycle: number;
  /** The last cycle whose contract is signed. */
  signedCycle: number;
  signedContracts: string[];
  plans: Record<string, { amount: MoneyData; received: MoneyData; complete: boolean }>;
  /** The deal's story has come to its end: lost, ended with its contract or plan, or all of it is cash. */
  storyOver: boolean;
  /** What each receipt brought to which plan; emptied when the bank takes it back. */
  receipts: Record<string, { planId: string; amount: MoneyData }[]>;
}

export const newDealState = (): DealState => ({
  milestone: null, status: 'open', stage: null, opening: null, amount: null, leadQualified: false,
  wonCycle: 0, signedCycle: 0, signedContracts: [], plans: {}, storyOver: false, receipts: {},
});

/**
 * Whether the facts that must come before this one are there. They reach us over several topics, which keep no order among each
 * other, so money may be heard of before the invoice. This table is the order that is promised on `throughline.deals`.
 */
export function isReady(deal: DealState, fact: DealFact): boolean {
  switch (fact.type) {
    case 'lead-qualified':
      return true;
    case 'opened':
      return deal.leadQualified;
    case 'stage-changed':
      // Implementation follows the signature, also where the deal's story is quicker than the contract's event.
      return deal.opening !== null && (fact.to !== 'implementation' || (deal.wonCycle > 0 && deal.signedCycle === deal.wonCycle));
    case 'won':
    case 'lost':
    case 'reopened':
    case 'owner-changed':
      return deal.opening !== null;
    case 'contract-signed':
      return deal.wonCycle >= fact.cycle;
    case 'invoiced':
      return deal.signedContracts.includes(fact.contractId);
    case 'money-received':
      return deal.plans[fact.planId] !== undefined;
    case 'money-taken-back':
      return (deal.receipts[fact.receiptId] ?? []).some((part) => part.planId === fact.planId);
    case 'settled': {
      const plan = deal.plans[fact.planId];
      return plan !== undefined && outstandingOf(plan).isZero();
    }
    case 'contract-drafted':
    case 'contract-refused':
    case 'contract-terminated':
    case 'plan-cancelled':
      return true;
  }
}

export function outstandingOf(plan: { amount: MoneyData; received: MoneyData }): Money {
  return Money.from(plan.amount).minus(Money.from(plan.received));
}

/** All that has come in for the deal, over all its plans. */
export function receivedOf(deal: DealState): Money {
  const currency = deal.amount?.currency ?? 'CNY';
  return Money.sum(Object.values(deal.plans).map((plan) => Money.from(plan.received)), currency);
}
