import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const closePoolSchema = z.strictObject({
  reason: z.string().trim().min(1).max(500),
  /** The open pool that its free and owned leads go to; without it, it must be empty. */
  moveTo: z.uuid().optional(),
  /** Days in which the rules of the other pool take nothing from an owner that these would not have taken. */
  graceDays: z.int().min(0).max(365).default(0),
});
export type ClosePool = z.infer<typeof closePoolSchema>;
export class ClosePoolDto extends createZodDto(closePoolSchema) {}

const closedPoolSchema = z.object({
  poolId: z.uuid(),
  status: z.literal('closed'),
  version: z.int(),
  leadsTo: z.uuid().nullable(),
  /** Leads that are still to go there: the policy clock moves them in batches. */
  left: z.int(),
});
export type ClosedPool = z.infer<typeof closedPoolSchema>;
export class ClosedPoolDto extends createZodDto(closedPoolSchema) {}
