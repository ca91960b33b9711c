import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import { localDate } from '@throughline/calendar/working-time';
import { planCancelled } from '@throughline/events/collection-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { CaseKeeper } from '../collection-case/case-keeper';
import { CustomerRepository } from '../customer/customer.repository';
import { PaymentPlanRepository } from '../payment-plan/payment-plan.repository';

export interface CancelPlan {
  contractId: string;
  reason: string;
}

/** The contract ended: what is still open is no longer demanded. What was paid stays where it was allocated. */
@Injectable()
export class CancelPlanCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly customers: CustomerRepository,
    private readonly plans: PaymentPlanRepository,
    private readonly keeper: CaseKeeper,
    private readonly people: PeopleBook,
    private readonly outbox: Outbox,
  ) {}

  /** Does nothing when there is no plan (the contract never came into force) or it was cancelled before. */
  async execute({ contractId, reason }: CancelPlan): Promise<{ planId: string | null }> {
    return this.transaction.run(async (tx) => {
      const found = await this.plans.ofContract(tx, contractId);
      if (!found) return { planId: null };
      await this.customers.lock(tx, found.accountId);
      const plan = (await this.plans.byIds(tx, [found.id]))[0]!;
      if (plan.status === 'cancelled') return { planId: plan.id };

      const cancelled = plan.cancel(localDate(await this.people.calendar(tx), tx.now));
      const { id: planId, dealId, accountId, orgPath } = plan;
      const event = planCancelled.of({
        id: planId,
        version: plan.nextFact(),
        correlationId: dealId,
        orgPath,
        data: { planId, dealId, contractId, accountId, reason, cancelled: cancelled.toJSON() },
      });
      await this.plans.waive(tx, plan.lines);
      await this.plans.update(tx, plan);
      const { events } = await this.keeper.owesLess(tx, accountId, 'cancelled');
      await this.outbox.append(tx, [event, ...events]);
      return { planId };
    });
  }
}
