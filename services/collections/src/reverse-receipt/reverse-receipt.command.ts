import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import { localDate } from '@throughline/calendar/working-time';
import { planReopened, receiptReversed } from '@throughline/events/collection-events';
import type { DomainEvent } from '@throughline/events/event-definition';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { CaseKeeper } from '../collection-case/case-keeper';
import type { CollectionCase } from '../collection-case/collection-case.entity';
import { CustomerRepository } from '../customer/customer.repository';
import type { PaymentPlan } from '../payment-plan/payment-plan.entity';
import { PaymentPlanRepository } from '../payment-plan/payment-plan.repository';
import { receiptAnswer } from '../receipt/receipt.answer';
import type { Receipt } from '../receipt/receipt.entity';
import { ReceiptRepository } from '../receipt/receipt.repository';
import type { ReversalAnswer } from './reverse-receipt.dto';

export interface ReverseReceipt {
  receiptId: string;
  reason: string;
}

/** The bank took the money back: new rows undo its allocations, and collecting resumes in the next cycle. */
@Injectable()
export class ReverseReceiptCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly customers: CustomerRepository,
    private readonly receipts: ReceiptRepository,
    private readonly plans: PaymentPlanRepository,
    private readonly keeper: CaseKeeper,
    private readonly people: PeopleBook,
    private readonly outbox: Outbox,
  ) {}

  /** @throws receipt.not_found, receipt.reversed */
  async execute({ receiptId, reason }: ReverseReceipt, by: Principal): Promise<ReversalAnswer> {
    access.require(by, 'reverse', 'receipt');
    return this.transaction.run(async (tx) => {
      const { accountId } = await this.receipts.require(tx, receiptId);
      const customer = await this.customers.lock(tx, accountId);
      const receipt = await this.receipts.lock(tx, receiptId);
      const today = localDate(await this.people.calendar(tx), tx.now);

      const plans = await this.takeBack(tx, receipt, today, by);
      await this.receipts.reverse(tx, receipt, reason, today, by.personId);
      const reopened = plans.filter((plan) => plan.outstanding.isPositive());
      const collectionCase = reopened.length > 0 ? await this.keeper.owes(tx, customer, today) : undefined;
      const facts = [reversed(receipt, reason), ...reopened.map((plan) => outstandingAgain(plan, collectionCase!))];
      for (const plan of plans) await this.plans.update(tx, plan);
      await this.receipts.updateVersion(tx, receipt);
      await this.outbox.append(tx, facts);
      return { receipt: receiptAnswer(receipt), reopened: reopened.map((plan) => plan.id) };
    });
  }

  /** @returns the plans that the receipt had paid, as they stand without it */
  private async takeBack(tx: Tx, receipt: Receipt, today: string, by: Principal): Promise<PaymentPlan[]> {
    const standing = await this.receipts.standing(tx, receipt);
    const plans = await this.plans.byIds(tx, standing.map(({ planId }) => planId));
    const lines = plans.flatMap((plan) => plan.lines);
    const undone = receipt.takeBack(
      standing.map((allocation) => ({ allocation, line: lines.find(({ id }) => id === allocation.lineId)! })),
    );
    if (undone.length > 0) await this.receipts.allocate(tx, receipt, undone, today, by.personId);
    for (const plan of plans.filter(({ status }) => status === 'cancelled')) {
      plan.waiveOpen();
      await this.plans.waive(tx, plan.lines);
    }
    return plans;
  }
}

function reversed(receipt: Receipt, reason: string): DomainEvent {
  return receiptReversed.of({
    id: receipt.id,
    version: receipt.nextFact(),
    data: {
      receiptId: receipt.id,
      accountId: receipt.accountId,
      amount: receipt.amount.toJSON(),
      reason,
    },
  });
}

function outstandingAgain(plan: PaymentPlan, { id: caseId, cycle }: CollectionCase): DomainEvent {
  const { id: planId, dealId, contractId, accountId, orgPath } = plan;
  return planReopened.of({
    id: planId,
    version: plan.nextFact(),
    correlationId: dealId,
    orgPath,
    data: { planId, dealId, contractId, accountId, caseId, cycle, outstanding: plan.outstanding.toJSON() },
  });
}
