import { moneySchema } from '@throughline/money/money';
import { z } from 'zod';
import type { Receipt } from './receipt.entity';

/** A receipt as the API shows it. `unapplied` is credit: arrived and not allocated yet. */
export const receiptSchema = z.object({
  id: z.uuid(),
  bankAccount: z.string(),
  bankReference: z.string(),
  accountId: z.uuid(),
  amount: moneySchema,
  allocated: moneySchema,
  unapplied: moneySchema,
  status: z.enum(['unallocated', 'part-allocated', 'allocated', 'reversed']),
  receivedOn: z.iso.date(),
  remittance: z.string().nullable(),
  recordedAt: z.iso.datetime(),
  version: z.int(),
});
export type ReceiptAnswer = z.infer<typeof receiptSchema>;

export function receiptAnswer(receipt: Receipt): ReceiptAnswer {
  return {
    id: receipt.id,
    bankAccount: receipt.bankAccount,
    bankReference: receipt.bankReference,
    accountId: receipt.accountId,
    amount: receipt.amount.toJSON(),
    allocated: receipt.allocated.toJSON(),
    unapplied: receipt.unapplied.toJSON(),
    status: receipt.status,
    receivedOn: receipt.receivedOn,
    remittance: receipt.remittance,
    recordedAt: receipt.recordedAt.toISOString(),
    version: receipt.version,
  };
}
