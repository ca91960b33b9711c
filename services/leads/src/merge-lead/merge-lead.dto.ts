import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const mergeLeadSchema = z.strictObject({
  /** The lead that stays. */
  into: z.uuid(),
  reason: z.string().trim().min(1).max(1_000).optional(),
});
export type MergeLead = z.infer<typeof mergeLeadSchema>;
export class MergeLeadDto extends createZodDto(mergeLeadSchema) {}

export const mergedLeadSchema = z.object({
  leadId: z.uuid(),
  /** Where it is to be found from now on. */
  intoId: z.uuid(),
  /** What that lead learned. */
  changed: z.array(z.string()),
  version: z.int(),
  undoUntil: z.iso.datetime(),
});
export type MergedLead = z.infer<typeof mergedLeadSchema>;
export class MergedLeadDto extends createZodDto(mergedLeadSchema) {}
