import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const decideByLinkSchema = z.strictObject({
  /** Approvals: approved, rejected. Reviews: approved, returned. */
  outcome: z.string().min(1).max(20),
  /** Left empty: none. */
  comment: z.string().trim().max(2000).optional(),
});

export class DecideByLinkDto extends createZodDto(decideByLinkSchema) {}
