import { Injectable } from '@nestjs/common';
import { collectionClosed } from '@throughline/events/collection-events';
import type { DomainEvent } from '@throughline/events/event-definition';
import type { Tx } from '@throughline/persistence/transaction';
import type { Customer } from '../customer/customer.entity';
import { CustomerRepository } from '../customer/customer.repository';
import { PaymentPlanRepository } from '../payment-plan/payment-plan.repository';
import { CollectionCase, type CloseReason } from './collection-case.entity';
import { CollectionCaseRepository } from './collection-case.repository';
import { DunningPolicyRepository } from './dunning-policy.repository';

/** Keeps the one open case of a customer in step with what he owes. For holders of the customer's lock. */
@Injectable()
export class CaseKeeper {
  constructor(
    private readonly cases: CollectionCaseRepository,
    private readonly customers: CustomerRepository,
    private readonly plans: PaymentPlanRepository,
    private readonly policies: DunningPolicyRepository,
  ) {}

  /** He owes (more): his open case is asked again, or the next cycle opens with the newest ladder. */
  async owes(tx: Tx, customer: Customer, today: string): Promise<CollectionCase> {
    const open = await this.cases.openOf(tx, customer.accountId);
    if (open) {
      open.touch();
      await this.cases.update(tx, open);
      return open;
    }
    const policy = await this.policies.effectiveOn(tx, today);
    const opened = CollectionCase.open(customer.accountId, await this.customers.nextCycle(tx, customer), policy, tx.now);
    await this.cases.insert(tx, opened);
    return opened;
  }

  /**
   * He owes less: his case is asked again, or closed in this very transaction when nothing is open.
   * @returns the case that was open, and what happened to it
   */
  async owesLess(tx: Tx, accountId: string, reason: CloseReason): Promise<{ before?: CollectionCase; events: DomainEvent[] }> {
    const open = await this.cases.openOf(tx, accountId);
    if (!open) return { events: [] };
    const left = await this.plans.openLines(tx, accountId);
    if (left.length > 0) open.touch();
    else open.close(reason, tx.now);
    const events = open.isOpen ? [] : [closed(open, reason)];
    await this.cases.update(tx, open);
    return { before: open, events };
  }
}

function closed(closedCase: CollectionCase, reason: CloseReason): DomainEvent {
  const { id, cycle, accountId } = closedCase;
  return collectionClosed.of({ id, version: closedCase.nextFact(), data: { caseId: id, cycle, accountId, reason } });
}
