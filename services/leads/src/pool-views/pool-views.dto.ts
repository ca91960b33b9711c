import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const poolLineSchema = z.object({
  poolId: z.uuid(),
  /** By which files and people name it. */
  key: z.string(),
  name: z.string(),
  /** Path of the unit that it is open to. */
  unit: z.string(),
  /** What new ownerships take. */
  policy: z.object({ id: z.string(), version: z.int() }),
  /** By which its leads are given out; null: by hand only. */
  assignmentPolicyId: z.string().nullable(),
  /** Business types whose leads enter it where they name no pool; none: those that no other pool takes. */
  takes: z.array(z.string()),
  status: z.enum(['open', 'closed']),
  version: z.int(),
});
export type PoolLine = z.infer<typeof poolLineSchema>;
export class PoolLineDto extends createZodDto(poolLineSchema) {}
export class PoolsDto extends createZodDto(z.object({ items: z.array(poolLineSchema) })) {}

export const poolDetailSchema = poolLineSchema.extend({
  /** The whole document. */
  policy: z.record(z.string(), z.unknown()),
  leads: z.object({ available: z.int(), owned: z.int() }),
  /** Who looks after it; none: the heads of sales of its unit. */
  administrators: z.array(z.uuid()),
  /** Of a closed pool: why, and where its leads go. */
  closed: z.object({ at: z.iso.datetime(), reason: z.string(), leadsTo: z.uuid().nullable(), moved: z.int() }).nullable(),
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
