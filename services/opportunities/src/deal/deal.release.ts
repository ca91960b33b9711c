import * as deals from '@throughline/events/deal-events';
import type { DomainEvent } from '@throughline/events/event-definition';
import { Money } from '@throughline/money/money';
import type { DealFact } from './deal.facts';
import { isReady, outstandingOf, receivedOf } from './deal.state';
import type { DealState } from './deal.state';

/** The deal as it is locked and stored. */
export interface StoredDeal { id: string; sequence: number; state: DealState }

/**
 * Releases, in order of arrival, every waiting fact whose predecessors are there, until none is left that may go.
 * Changes `deal`. `waiting` stays as it is.
 * @returns the facts released and the events that tell of them, numbered without gaps
 */
export function release<F extends { fact: DealFact }>(deal: StoredDeal, waiting: readonly F[], now: Date): { released: F[]; events: DomainEvent[] } {
  const rest = [...waiting];
  const released: F[] = [];
  const events: DomainEvent[] = [];
  for (;;) {
    const index = rest.findIndex(({ fact }) => isReady(deal.state, fact));
    const [next] = index < 0 ? [] : rest.splice(index, 1);
    if (!next) return { released, events };
    released.push(next);
    const event = tell(deal, next.fact);
    if (event) events.push(event, ...snapshot(deal, now));
  }
}

function tell(deal: StoredDeal, fact: DealFact): DomainEvent | null {
  const { state } = deal;
  const dealId = deal.id;
  const next = (milestone: string) => {
    state.milestone = milestone;
    deal.sequence += 1;
    return { id: dealId, version: deal.sequence, correlationId: dealId, ...(state.opening && { orgPath: state.opening.orgPath }) };
  };
  switch (fact.type) {
    case 'lead-qualified': {
      const { type: _, ...data } = fact;
      state.leadQualified = true;
      return deals.dealLeadQualified.of({ ...next('lead-qualified'), data: { dealId, ...data } });
    }
    case 'opened': {
      const { type: _, stage, orgPath, ...data } = fact;
      const { accountId, accountName, ownerId } = fact;
      Object.assign(state, { stage, amount: fact.amount, opening: { accountId, accountName, ownerId, orgPath } });
      return deals.dealOpened.of({ ...next('opened'), data: { dealId, ...data } });
    }
    case 'stage-changed':
      state.stage = fact.to;
      return deals.dealStageChanged.of({ ...next('stage-changed'), data: { dealId, from: fact.from, to: fact.to } });
    case 'won':
      Object.assign(state, { status: 'won', amount: fact.amount, wonCycle: fact.cycle });
      return deals.dealWon.of({ ...next('won'), data: { dealId, amount: fact.amount } });
    case 'lost':
      Object.assign(state, { status: 'lost', storyOver: true });
      return deals.dealLost.of({ ...next('lost'), data: { dealId, reason: fact.reason } });
    case 'reopened':
      Object.assign(state, { status: 'open', stage: fact.stage });
      return deals.dealReopened.of({ ...next('reopened'), data: { dealId, reason: fact.reason } });
    case 'contract-signed': {
      const { type: _, cycle: __, ...data } = fact;
      state.signedContracts.push(fact.contractId);
      // What was signed counts from here on; a later version may have changed the price.
      Object.assign(state, { signedCycle: fact.cycle, amount: fact.amount });
      return deals.dealContractSigned.of({ ...next('contract-signed'), data: { dealId, ...data } });
    }
    case 'invoiced': {
      const { planId, amount, lines } = fact;
      state.plans[planId] = { amount, received: Money.zero(amount.currency).toJSON(), complete: false };
      return deals.dealInvoiced.of({ ...next('invoiced'), data: { dealId, planId, amount, lines } });
    }
    case 'money-received':
      return moneyReceived(deal, fact, next);
    case 'money-taken-back':
      return moneyTakenBack(deal, fact, next);
    case 'settled': {
      const plan = planOf(state, fact.planId);
      // Told twice where a reversal lay between and the plan was settled again: the deal is complete once.
      if (plan.complete) return null;
      plan.complete = true;
      state.storyOver = true;
      return deals.dealCashComplete.of({ ...next('cash-complete'), data: { dealId, planId: fact.planId, total: plan.received } });
    }
    case 'owner-changed':
      Object.assign(state.opening!, { ownerId: fact.ownerId, orgPath: fact.orgPath });
      return null;
    case 'contract-drafted':
    case 'contract-refused':
      return null;
    case 'contract-terminated':
    case 'plan-cancelled':
      state.storyOver = true;
      return null;
  }
}

type Next = (milestone: string) => { id: string; version: number; correlationId: string };

/** The running total is our own sum, so that it is the same whichever of two receipts is heard of first. */
function moneyReceived(deal: StoredDeal, fact: Extract<DealFact, { type: 'money-received' }>, next: Next): DomainEvent {
  const { state } = deal;
  const { planId } = fact;
  const plan = planOf(state, planId);
  plan.received = Money.from(plan.received).plus(Money.from(fact.amount)).toJSON();
  (state.receipts[fact.receiptId] ??= []).push({ planId, amount: fact.amount });
  const outstanding = outstandingOf(plan);
  if (outstanding.isZero()) return deals.dealPaid.of({ ...next('paid'), data: { dealId: deal.id, planId, received: plan.received } });
  return deals.dealPartPaid.of({ ...next('part-paid'), data: { dealId: deal.id, planId, received: plan.received, outstanding: outstanding.toJSON() } });
}

function moneyTakenBack(deal: StoredDeal, fact: Extract<DealFact, { type: 'money-taken-back' }>, next: Next): DomainEvent {
  const { planId, receiptId } = fact;
  const parts = deal.state.receipts[receiptId] ?? [];
  deal.state.receipts[receiptId] = parts.filter((part) => part.planId !== planId);
  const plan = planOf(deal.state, planId);
  const taken = parts.filter((part) => part.planId === planId).map((part) => Money.from(part.amount));
  const reversed = Money.sum(taken, plan.amount.currency);
  plan.received = Money.from(plan.received).minus(reversed).toJSON();
  plan.complete = false;
  const data = { dealId: deal.id, planId, reversed: reversed.toJSON(), received: plan.received, outstanding: outstandingOf(plan).toJSON() };
  return deals.dealPaymentReversed.of({ ...next('payment-reversed'), data });
}

function planOf(state: DealState, planId: string) {
  const plan = state.plans[planId];
  if (!plan) throw new Error(`Plan ${planId} was released before it was invoiced.`);
  return plan;
}

/** The latest state goes to the compacted topic with every fact, as soon as there is a deal to show. */
function snapshot({ id, sequence, state }: StoredDeal, now: Date): DomainEvent[] {
  const { opening, amount, milestone, stage, status } = state;
  if (!opening || !amount || !milestone || !stage) return [];
  const { accountId, accountName, ownerId, orgPath } = opening;
  const data = { dealId: id, milestone, stage, status, accountId, accountName, ownerId, amount, received: receivedOf(state).toJSON(), updatedAt: now.toISOString() };
  return [deals.dealState.of({ id, version: sequence, correlationId: id, orgPath, data })];
}
