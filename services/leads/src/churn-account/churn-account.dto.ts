import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

/** Why customers leave. */
export const churnReasons = ['price', 'quality', 'service', 'competitor', 'no-need', 'in-house', 'insolvent', 'merged', 'relationship', 'other'] as const;

export const churnAccountSchema = z.strictObject({
  reason: z.enum(churnReasons),
  /** The competitor, where there is one. */
  lostTo: z.string().trim().min(1).max(300).optional(),
  note: z.string().trim().min(1).max(5_000).optional(),
});
export type ChurnAccount = z.infer<typeof churnAccountSchema>;
export class ChurnAccountDto extends createZodDto(churnAccountSchema) {}
