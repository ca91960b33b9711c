import { moneySchema } from '@throughline/money/money';
import { pageQuery, pageSchema } from '@throughline/http/page';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { receiptSchema } from '../receipt/receipt.answer';

export const receiptQuerySchema = z.strictObject({
  ...pageQuery,
  accountId: z.uuid().optional(),
  /** `true`: only receipts with credit left. */
  unapplied: z.enum(['true', 'false']).optional(),
});
export type ReceiptQuery = z.infer<typeof receiptQuerySchema>;

export const receiptWithLedgerSchema = receiptSchema.extend({
  /** Every row of the ledger, in its order; negative rows undo the one named. */
  ledger: z.array(
    z.object({ id: z.uuid(), planId: z.uuid(), lineId: z.uuid(), lineNo: z.int(), amount: moneySchema, undoes: z.uuid().nullable(), at: z.iso.datetime() }),
  ),
  reversal: z.object({ reason: z.string(), at: z.iso.datetime() }).nullable(),
});
export type ReceiptWithLedger = z.infer<typeof receiptWithLedgerSchema>;

export class ReceiptQueryDto extends createZodDto(receiptQuerySchema) {}
export class ReceiptPageDto extends createZodDto(pageSchema(receiptSchema)) {}
export class ReceiptWithLedgerDto extends createZodDto(receiptWithLedgerSchema) {}
