import { pageQuery, pageSchema } from '@throughline/http/page';
import { moneySchema } from '@throughline/money/money';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import type { StandIn } from '../stand-in/stand-in';

export const standInSchema = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  standInId: z.uuid(),
  from: z.iso.datetime(),
  /** The first instant at which it is over. */
  to: z.iso.datetime(),
  /** Empty: everything that nobody else is named for. */
  kinds: z.array(z.string()),
  /** The highest amount; null: any. */
  upTo: moneySchema.nullable(),
  withdrawnAt: z.iso.datetime().nullable(),
});
export type StandInView = z.infer<typeof standInSchema>;

export const standInsQuerySchema = z.strictObject({
  ...pageQuery,
  /** Only those that end after this instant. */
  after: z.iso.datetime({ offset: true }).optional(),
  withdrawn: z.enum(['with', 'without']).default('without'),
});
export type StandInsQuery = z.infer<typeof standInsQuerySchema>;

export class StandInDto extends createZodDto(standInSchema) {}
export class StandInsPageDto extends createZodDto(pageSchema(standInSchema)) {}
export class StandInsQueryDto extends createZodDto(standInsQuerySchema) {}

export function standInView({ id, personId, standInId, from, to, kinds, upTo }: StandIn, withdrawnAt: Date | null): StandInView {
  return { id, personId, standInId, from: from.toISOString(), to: to.toISOString(), kinds, upTo, withdrawnAt: withdrawnAt?.toISOString() ?? null };
}
