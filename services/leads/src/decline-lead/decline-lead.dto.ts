import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const declineLeadSchema = z.strictObject({
  /** For the next in line and for the manager. */
  reason: z.string().trim().min(1).max(1_000).optional(),
});
export class DeclineLeadDto extends createZodDto(declineLeadSchema) {}

/** Who has it now is not for him to know. */
export const declinedLeadSchema = z.object({
  leadId: z.uuid(),
  /** `handed-on`: the next in line has it; `waiting`: the next are not at work; `in-pool`: nobody is left. */
  next: z.enum(['handed-on', 'waiting', 'in-pool']),
  lookAgainAt: z.iso.datetime().nullable(),
});
export type DeclinedLead = z.infer<typeof declinedLeadSchema>;
export class DeclinedLeadDto extends createZodDto(declinedLeadSchema) {}
