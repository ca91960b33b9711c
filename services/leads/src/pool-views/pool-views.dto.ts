import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const poolLineSchema = z.object({ poolId: z.uuid(), name: z.string(), status: z.enum(['open', 'closed']), version: z.int() });
export type PoolLine = z.infer<typeof poolLineSchema>;
export class PoolLineDto extends createZodDto(poolLineSchema) {}
export class PoolsDto extends createZodDto(z.object({ items: z.array(poolLineSchema) })) {}

export const poolDetailSchema = poolLineSchema.extend({
  policy: z.record(z.string(), z.unknown()),
  leads: z.object({ available: z.int() }),
  hiddenFields: z.array(z.string()),
  /** What the caller may still claim here. */
  myQuota: z.object({
    leftToday: z.int(),
    leftThisWeek: z.int(),
    leftToOwn: z.int(),
    /** Leads of the pool that he owns and the policy counts. */
    owned: z.int(),
    /** No rule stops him. */
    exempt: z.boolean(),
    nextDay: z.iso.datetime(),
    nextWeek: z.iso.datetime(),
  }),
});
export type PoolDetail = z.infer<typeof poolDetailSchema>;
export class PoolDetailDto extends createZodDto(poolDetailSchema) {}
