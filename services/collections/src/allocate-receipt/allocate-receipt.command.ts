import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import { localDate } from '@throughline/calendar/working-time';
import { Outbox } from '@throughline/messaging/outbox';
import { Money } from '@throughline/money/money';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { z } from 'zod';
import { CaseKeeper } from '../collection-case/case-keeper';
import { CustomerRepository } from '../customer/customer.repository';
import { planErrors } from '../payment-plan/payment-plan.errors';
import { PaymentPlanRepository } from '../payment-plan/payment-plan.repository';
import { receiptAnswer } from '../receipt/receipt.answer';
import type { Allocation, Receipt } from '../receipt/receipt.entity';
import { ReceiptRepository } from '../receipt/receipt.repository';
import type { AllocationAnswer, allocateReceiptSchema } from './allocate-receipt.dto';
import { allocationFacts } from './allocation-facts';

export type AllocateReceipt = z.infer<typeof allocateReceiptSchema> & { receiptId: string };

/** Says what a receipt pays. The customer's reminders stop in this very transaction when nothing is open any more. */
@Injectable()
export class AllocateReceiptCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly customers: CustomerRepository,
    private readonly receipts: ReceiptRepository,
    private readonly plans: PaymentPlanRepository,
    private readonly keeper: CaseKeeper,
    private readonly people: PeopleBook,
    private readonly outbox: Outbox,
  ) {}

  /** @throws receipt.not_found, receipt.reversed, receipt.overspent, receipt.line_overpaid, receipt.currency_mismatch, plan.line_not_found */
  async execute(command: AllocateReceipt, by: Principal): Promise<AllocationAnswer> {
    access.require(by, 'allocate', 'receipt');
    return this.transaction.run(async (tx) => {
      const { accountId } = await this.receipts.require(tx, command.receiptId);
      await this.customers.lock(tx, accountId);
      const receipt = await this.receipts.lock(tx, command.receiptId);
      const allocations = await this.spread(tx, receipt, command);
      if (allocations.length === 0) return { receipt: receiptAnswer(receipt), allocations: [], settled: [] };

      const today = localDate(await this.people.calendar(tx), tx.now);
      await this.receipts.allocate(tx, receipt, allocations, today, by.personId);
      const plans = await this.plans.byIds(tx, allocations.map(({ planId }) => planId));
      const { before, events } = await this.keeper.owesLess(tx, accountId, 'paid');
      const facts = plans.flatMap((plan) => allocationFacts(receipt, plan, allocations, before, tx.now));
      for (const plan of plans) await this.plans.update(tx, plan);
      await this.receipts.updateVersion(tx, receipt);
      await this.outbox.append(tx, [...facts, ...events]);
      return {
        receipt: receiptAnswer(receipt),
        allocations: allocations.map(({ id, lineId, planId, amount }) => ({ id, lineId, planId, amount: amount.toJSON() })),
        settled: plans.filter((plan) => plan.isSettled).map((plan) => plan.id),
      };
    });
  }

  private async spread(tx: Tx, receipt: Receipt, { lines: shares }: AllocateReceipt): Promise<Allocation[]> {
    if (!shares) return receipt.payInOrder(await this.plans.openLines(tx, receipt.accountId));
    const lines = await this.plans.lockLines(tx, receipt.accountId, shares.map(({ lineId }) => lineId));
    return shares.map(({ lineId, amount }) => {
      const line = lines.find(({ id }) => id === lineId);
      if (!line) throw planErrors.line_not_found({ data: { lineId } });
      return receipt.pay(line, Money.from(amount));
    });
  }
}
