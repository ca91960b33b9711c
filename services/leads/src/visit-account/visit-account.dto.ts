import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const visitAccountSchema = z.strictObject({
  /** When it was made; now where absent. */
  visitedAt: z.iso.datetime({ offset: true }).optional(),
  kind: z.enum(['on-site', 'at-ours', 'online']).default('on-site'),
  purpose: z.string().trim().min(1).max(1_000),
  outcome: z.string().trim().min(1).max(10_000).optional(),
  /** Whom of the customer's people one met. */
  contactIds: z.array(z.uuid()).max(50).default([]),
});
export type VisitAccount = z.infer<typeof visitAccountSchema>;
export class VisitAccountDto extends createZodDto(visitAccountSchema) {}
