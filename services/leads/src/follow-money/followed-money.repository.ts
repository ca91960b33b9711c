import { Injectable } from '@nestjs/common';
import type { planCancelled, planCreated, receiptAllocated, receiptRecorded } from '@throughline/events/collection-events';
import type { Tx } from '@throughline/persistence/transaction';
import type { z } from 'zod';

/** Plans and receipts of customers, as the collections service told of them. A fact that is not newer than what is known changes nothing. */
@Injectable()
export class FollowedMoney {
  async invoice(tx: Tx, plan: z.infer<typeof planCreated.data>, at: Date, sequence: number): Promise<void> {
    await tx.query(
      `INSERT INTO account_plan (plan_id, deal_id, account_id, amount, currency, invoiced_at, sequence) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
      [plan.planId, plan.dealId, plan.accountId, plan.amount.amount, plan.amount.currency, at, sequence],
    );
  }

  async cancel(tx: Tx, { planId, cancelled }: z.infer<typeof planCancelled.data>, sequence: number): Promise<void> {
    await tx.query('UPDATE account_plan SET cancelled = $2, sequence = $3 WHERE plan_id = $1 AND sequence < $3', [planId, cancelled.amount, sequence]);
  }

  async receive(tx: Tx, receipt: z.infer<typeof receiptRecorded.data>, sequence: number): Promise<void> {
    await tx.query(
      'INSERT INTO account_receipt (receipt_id, account_id, amount, currency, received_on, sequence) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING',
      [receipt.receiptId, receipt.accountId, receipt.amount.amount, receipt.amount.currency, receipt.receivedOn, sequence],
    );
  }

  async allocate(tx: Tx, { receiptId, allocated }: z.infer<typeof receiptAllocated.data>, sequence: number): Promise<void> {
    await tx.query('UPDATE account_receipt SET allocated = allocated + $2, sequence = $3 WHERE receipt_id = $1 AND sequence < $3', [
      receiptId, allocated.amount, sequence,
    ]);
  }

  /** The bank took it back, and with it what it had paid. */
  async reverse(tx: Tx, receiptId: string, sequence: number): Promise<void> {
    await tx.query('UPDATE account_receipt SET reversed = true, allocated = 0, sequence = $2 WHERE receipt_id = $1 AND sequence < $2', [receiptId, sequence]);
  }
}
