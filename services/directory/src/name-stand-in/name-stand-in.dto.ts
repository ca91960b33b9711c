import { moneySchema } from '@throughline/money/money';
import { STAND_IN_KINDS } from '@throughline/policy/stand-ins';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

/** A day in the zone of the person who is away, or an instant. */
const dayOrInstant = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

export const nameStandInSchema = z.strictObject({
  standInId: z.uuid(),
  from: dayOrInstant,
  /** A day is meant to its end. */
  to: dayOrInstant,
  /** Empty or absent: everything that nobody else is named for. */
  kinds: z
    .array(z.enum(STAND_IN_KINDS))
    .refine((kinds) => new Set(kinds).size === kinds.length, 'each kind once')
    .default([]),
  /** The highest amount that he may answer for; absent: any. */
  upTo: moneySchema.refine(({ amount }) => !/^-|^0+(\.0+)?$/.test(amount), 'more than nothing').optional(),
});
export type NameStandIn = z.infer<typeof nameStandInSchema>;
export class NameStandInDto extends createZodDto(nameStandInSchema) {}
