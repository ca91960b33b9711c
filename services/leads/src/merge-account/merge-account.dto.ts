import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const mergeAccountSchema = z.strictObject({
  /** The account that stays. */
  into: z.uuid(),
  reason: z.string().trim().min(1).max(1_000).optional(),
});
export type MergeAccount = z.infer<typeof mergeAccountSchema>;
export class MergeAccountDto extends createZodDto(mergeAccountSchema) {}

export const mergedAccountSchema = z.object({
  accountId: z.uuid(),
  /** Where it is to be found from now on. */
  intoId: z.uuid(),
  /** What that account learned. */
  changed: z.array(z.string()),
  version: z.int(),
  undoUntil: z.iso.datetime(),
});
export type MergedAccount = z.infer<typeof mergedAccountSchema>;
export class MergedAccountDto extends createZodDto(mergedAccountSchema) {}
