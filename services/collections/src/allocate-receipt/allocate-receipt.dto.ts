import { moneySchema } from '@throughline/money/money';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { positiveMoneySchema } from '../receipt/positive-money';
import { receiptSchema } from '../receipt/receipt.answer';

const share = z.strictObject({
  lineId: z.uuid(),
  amount: positiveMoneySchema,
});

/** Either the lines to pay, or the rule that finds them. */
export const allocateReceiptSchema = z
  .strictObject({
    lines: z.array(share).min(1).max(200).optional(),
    /** Pays the customer's open lines in the currency of the receipt, oldest due date first; what is left stays as credit. */
    strategy: z.literal('oldest-first').optional(),
  })
  .refine((body) => (body.lines === undefined) !== (body.strategy === undefined), { message: 'give either lines or a strategy', path: ['lines'] });

export const allocationAnswerSchema = z.object({
  receipt: receiptSchema,
  allocations: z.array(z.object({ id: z.uuid(), lineId: z.uuid(), planId: z.uuid(), amount: moneySchema })),
  /** Plans that nothing is outstanding of any more. */
  settled: z.array(z.uuid()),
});
export type AllocationAnswer = z.infer<typeof allocationAnswerSchema>;

export class AllocateReceiptDto extends createZodDto(allocateReceiptSchema) {}
export class AllocationDto extends createZodDto(allocationAnswerSchema) {}
