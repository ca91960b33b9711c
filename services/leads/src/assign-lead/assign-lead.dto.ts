import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const assignLeadSchema = z.strictObject({
  ownerId: z.uuid(),
  /** Why, for the owner and the history. */
  because: z.string().trim().min(1).max(1_000).optional(),
});
export type AssignLead = z.infer<typeof assignLeadSchema>;
export class AssignLeadDto extends createZodDto(assignLeadSchema) {}
