import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { positiveMoneySchema } from '../receipt/positive-money';
import { receiptSchema } from '../receipt/receipt.answer';

export const recordReceiptSchema = z.strictObject({
  /** Our account that the money arrived on. */
  bankAccount: z.string().trim().min(1).max(64),
  /** The bank's reference of the movement; recording it again answers with the same receipt. */
  bankReference: z.string().trim().min(1).max(140),
  accountId: z.uuid(),
  amount: positiveMoneySchema,
  /** Value date, calendar day. */
  receivedOn: z.iso.date(),
  /** What the payer wrote. */
  remittance: z.string().max(1000).optional(),
});

export class RecordReceiptDto extends createZodDto(recordReceiptSchema) {}
export class ReceiptDto extends createZodDto(receiptSchema) {}
