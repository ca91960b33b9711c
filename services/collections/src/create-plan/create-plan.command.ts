import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import { localDate } from '@throughline/calendar/working-time';
import { planCreated } from '@throughline/events/collection-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { Money } from '@throughline/money/money';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { PaymentTerms } from '@throughline/policy/payment-terms';
import { CaseKeeper } from '../collection-case/case-keeper';
import { CustomerRepository } from '../customer/customer.repository';
import { PaymentPlan } from '../payment-plan/payment-plan.entity';
import { PaymentPlanRepository } from '../payment-plan/payment-plan.repository';

export interface CreatePlan {
  contractId: string;
  /** Absent where the contract came into force before contracts told it. */
  number?: string | undefined;
  /** Likewise. */
  product?: string | undefined;
  dealId: string;
  accountId: string;
  accountName: string;
  ownerId: string;
  orgPath: string;
  amount: Money;
  terms: PaymentTerms;
  /** Due dates count from the local day of this instant. */
  activatedAt: Date;
}

/** Sets up the payment plan of a contract, once, and opens the customer's collection case where there is none. */
@Injectable()
export class CreatePlanCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly customers: CustomerRepository,
    private readonly plans: PaymentPlanRepository,
    private readonly keeper: CaseKeeper,
    private readonly people: PeopleBook,
    private readonly outbox: Outbox,
  ) {}

  /** The same contract again answers with the plan that is there. */
  async execute(command: CreatePlan): Promise<{ planId: string }> {
    return this.transaction.run(async (tx) => {
      const { accountId, accountName, ownerId, orgPath, contractId } = command;
      const customer = await this.customers.admit(tx, { accountId, name: accountName, ownerId, orgPath });
      const existing = await this.plans.ofContract(tx, contractId);
      if (existing) return { planId: existing.id };

      const activatedOn = localDate(await this.people.calendar(tx), command.activatedAt);
      const plan = PaymentPlan.from({ ...command, contractNumber: command.number ?? null, product: command.product ?? null, activatedOn }, tx.now);
      const collectionCase = await this.keeper.owes(tx, customer, activatedOn);
      const event = planCreated.of({
        id: plan.id,
        version: plan.nextFact(),
        correlationId: plan.dealId,
        orgPath,
        data: {
          planId: plan.id,
          dealId: plan.dealId,
          contractId,
          accountId,
          caseId: collectionCase.id,
          cycle: collectionCase.cycle,
          amount: plan.total.toJSON(),
          ownerId,
          lines: plan.lines.map((line) => ({ lineId: line.id, no: line.no, label: line.label, dueOn: line.dueOn, amount: line.amount.toJSON() })),
        },
      });
      await this.plans.insert(tx, plan);
      await this.outbox.append(tx, event);
      return { planId: plan.id };
    });
  }
}
