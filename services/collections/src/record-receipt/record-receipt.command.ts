import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { receiptRecorded } from '@throughline/events/collection-events';
import { Outbox } from '@throughline/messaging/outbox';
import { Money } from '@throughline/money/money';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import { CustomerRepository } from '../customer/customer.repository';
import { receiptAnswer, type ReceiptAnswer } from '../receipt/receipt.answer';
import { Receipt } from '../receipt/receipt.entity';
import { receiptErrors } from '../receipt/receipt.errors';
import { ReceiptRepository } from '../receipt/receipt.repository';
import type { recordReceiptSchema } from './record-receipt.dto';

export type RecordReceipt = z.infer<typeof recordReceiptSchema>;

/** Money arrived at the bank. A statement may be imported as often as one likes: a movement counts once. */
@Injectable()
export class RecordReceiptCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly customers: CustomerRepository,
    private readonly receipts: ReceiptRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws access.denied, customer.not_found, receipt.reference_reused */
  async execute(command: RecordReceipt, by: Principal): Promise<ReceiptAnswer> {
    access.require(by, 'record', 'receipt');
    const amount = Money.from(command.amount);
    return this.transaction.run(async (tx) => {
      await this.customers.require(tx, command.accountId);
      const receipt = received(command, amount, by, tx.now);
      const sequence = receipt.nextFact();
      if (!(await this.receipts.insertOnce(tx, receipt))) return receiptAnswer(await this.theSame(tx, receipt));
      const { id, accountId, bankAccount, bankReference, receivedOn } = receipt;
      await this.outbox.append(
        tx,
        receiptRecorded.of({
          id,
          version: sequence,
          data: { receiptId: id, accountId, amount: amount.toJSON(), bankAccount, bankReference, receivedOn },
        }),
      );
      return receiptAnswer(receipt);
    });
  }

  private async theSame(tx: Parameters<ReceiptRepository['byReference']>[0], again: Receipt): Promise<Receipt> {
    const recorded = await this.receipts.byReference(tx, again.bankAccount, again.bankReference);
    const same =
      recorded.accountId === again.accountId &&
      recorded.currency === again.currency &&
      recorded.amount.equals(again.amount) &&
      recorded.receivedOn === again.receivedOn;
    if (!same) throw receiptErrors.reference_reused({ data: { receiptId: recorded.id } });
    return recorded;
  }
}

function received(command: RecordReceipt, amount: Money, by: Principal, now: Date): Receipt {
  return Object.assign(new Receipt(), {
    id: uuidv7(),
    bankAccount: command.bankAccount,
    bankReference: command.bankReference,
    accountId: command.accountId,
    currency: amount.currency,
    amountValue: amount.toJSON().amount,
    receivedOn: command.receivedOn,
    remittance: command.remittance ?? null,
    allocatedValue: '0',
    reversedValue: '0',
    recordedBy: by.personId,
    recordedAt: now,
    version: 0,
  });
}
