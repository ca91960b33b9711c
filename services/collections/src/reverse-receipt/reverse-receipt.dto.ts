import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { receiptSchema } from '../receipt/receipt.answer';

export const reverseReceiptSchema = z.strictObject({
  /** Why the bank took the money back. */
  reason: z.string().trim().min(1).max(500),
});

export const reversalAnswerSchema = z.object({
  receipt: receiptSchema,
  /** Plans that are outstanding again. */
  reopened: z.array(z.uuid()),
});
export type ReversalAnswer = z.infer<typeof reversalAnswerSchema>;

export class ReverseReceiptDto extends createZodDto(reverseReceiptSchema) {}
export class ReversalDto extends createZodDto(reversalAnswerSchema) {}
