import { planSettled, receiptAllocated } from '@throughline/events/collection-events';
import type { DomainEvent } from '@throughline/events/event-definition';
import { Money } from '@throughline/money/money';
import type { CollectionCase } from '../collection-case/collection-case.entity';
import type { PaymentPlan } from '../payment-plan/payment-plan.entity';
import type { Allocation, Receipt } from '../receipt/receipt.entity';

/**
 * What an allocation means for one plan: a share of the receipt, and perhaps the end of the plan.
 * @param plan as it stands after the allocation
 * @param collectionCase the case that was open when the money was allocated
 */
export function allocationFacts(
  receipt: Receipt,
  plan: PaymentPlan,
  allocations: Allocation[],
  collectionCase: CollectionCase | undefined,
  now: Date,
): DomainEvent[] {
  const shares = allocations.filter(({ planId }) => planId === plan.id);
  const { id: planId, dealId, contractId, accountId, orgPath } = plan;
  const allocated = receiptAllocated.of({
    id: receipt.id,
    version: receipt.nextFact(),
    correlationId: dealId,
    orgPath,
    data: {
      receiptId: receipt.id,
      planId,
      dealId,
      contractId,
      accountId,
      caseId: collectionCase?.id ?? null,
      cycle: collectionCase?.cycle ?? null,
      lines: shares.map(({ lineId, amount }) => ({ lineId, amount: amount.toJSON() })),
      allocated: Money.sum(shares.map(({ amount }) => amount), plan.currency).toJSON(),
      received: plan.received.toJSON(),
      outstanding: plan.outstanding.toJSON(),
    },
  });
  if (!plan.isSettled) return [allocated];
  const settled = planSettled.of({
    id: planId,
    version: plan.nextFact(),
    correlationId: dealId,
    orgPath,
    data: { planId, dealId, contractId, accountId, amount: plan.received.toJSON(), settledAt: now.toISOString() },
  });
  return [allocated, settled];
}
