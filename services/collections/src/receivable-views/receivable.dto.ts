import { moneySchema } from '@throughline/money/money';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const receivableQuerySchema = z.strictObject({
  /** Balances at the end of this day; default today. */
  asOf: z.iso.date().optional(),
  /** Upper bounds of the ageing buckets in days overdue, rising: `30,60,90`. */
  buckets: z
    .string()
    .regex(/^\d{1,4}(,\d{1,4}){0,9}$/)
    .default('30,60,90')
    .transform((text) => text.split(',').map((bound) => parseInt(bound, 10)))
    .refine((bounds) => bounds.every((bound, i) => bound > (bounds[i - 1] ?? 0)), { message: 'must rise and be above 0' }),
  accountId: z.uuid().optional(),
});
export type ReceivableQuery = z.infer<typeof receivableQuerySchema>;

const bucket = z.object({ label: z.string(), amount: moneySchema });
const aged = { currency: z.string(), outstanding: moneySchema, overdue: moneySchema, buckets: z.array(bucket) };

export const receivablesSchema = z.object({
  asOf: z.iso.date(),
  totals: z.array(z.object(aged)),
  customers: z.array(z.object({ accountId: z.uuid(), name: z.string(), oldestDueOn: z.iso.date(), ...aged })),
});
export type Receivables = z.infer<typeof receivablesSchema>;

export class ReceivableQueryDto extends createZodDto(receivableQuerySchema) {}
export class ReceivablesDto extends createZodDto(receivablesSchema) {}
