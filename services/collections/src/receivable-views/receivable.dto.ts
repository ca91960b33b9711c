import { monthSchema } from '@throughline/calendar/months';
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
  /** They narrow; `unit` with those below it. */
  owner: z.uuid().optional(),
  unit: z.uuid().optional(),
});
export type ReceivableQuery = z.infer<typeof receivableQuerySchema>;

const bucket = z.object({ label: z.string(), amount: moneySchema });
const aged = { currency: z.string(), outstanding: moneySchema, overdue: moneySchema, buckets: z.array(bucket) };

export const receivablesSchema = z.object({
  asOf: z.iso.date(),
  totals: z.array(z.object(aged)),
  /** By owner of the plans; null where the directory has not told his name. */
  owners: z.array(z.object({ ownerId: z.uuid(), name: z.string().nullable(), ...aged })),
  customers: z.array(z.object({ accountId: z.uuid(), name: z.string(), oldestDueOn: z.iso.date(), ...aged })),
});
export type Receivables = z.infer<typeof receivablesSchema>;

export const monthsQuerySchema = z.strictObject({
  /** First month; default the present one. */
  from: monthSchema.optional(),
  months: z.coerce.number().int().min(1).max(36).default(12),
  accountId: z.uuid().optional(),
  owner: z.uuid().optional(),
  unit: z.uuid().optional(),
});
export type MonthsQuery = z.infer<typeof monthsQuerySchema>;
export class MonthsQueryDto extends createZodDto(monthsQuerySchema) {}

export const receivableMonthsSchema = z.object({
  months: z.array(
    z.object({
      /** `2026-03` */
      month: z.string(),
      /** By currency. `planned`: of lines due in the month, without what was given up; `paid`: of these lines, whenever it came; `received`: what was allocated in the month, less what banks took back. */
      sums: z.array(z.object({ planned: moneySchema, paid: moneySchema, received: moneySchema })),
    }),
  ),
});
export type ReceivableMonths = z.infer<typeof receivableMonthsSchema>;
export class ReceivableMonthsDto extends createZodDto(receivableMonthsSchema) {}

export class ReceivableQueryDto extends createZodDto(receivableQuerySchema) {}
export class ReceivablesDto extends createZodDto(receivablesSchema) {}
