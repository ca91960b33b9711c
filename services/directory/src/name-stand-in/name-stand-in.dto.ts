import { moneySchema } from '@throughline/money/money';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

/** A day in the zone of the person who is away, or an instant. */
const dayOrInstant = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

export const nameStandInSchema = z.strictObject({
  standInId: z.uuid(),
  from: dayOrInstant,
  /** A day is meant to its end. */
  to: dayOrInstant,
  /** Kinds of approvals that are declared, and of tasks. Empty or absent: everything that nobody else is named for. */
  kinds: z
    .array(z.string().min(1).max(60))
    .max(100)
    .refine((kinds) => new Set(kinds).size === kinds.length, 'each kind once')
    .default([]),
  /** The highest amount that he may answer for; absent: any. */
  upTo: moneySchema.refine(({ amount }) => !/^-|^0+(\.0+)?$/.test(amount), 'more than nothing').optional(),
});
export type NameStandIn = z.infer<typeof nameStandInSchema>;
export class NameStandInDto extends createZodDto(nameStandInSchema) {}
