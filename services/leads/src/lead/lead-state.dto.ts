import { becauseSchema } from '@throughline/policy/because';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import type { Lead } from './lead.entity';

/** What every change of one lead answers. */
export const leadStateSchema = z.object({
  leadId: z.uuid(),
  status: z.enum(['available', 'owned', 'converted', 'disqualified', 'merged']),
  ownerId: z.uuid().nullable(),
  version: z.int(),
  protectedUntil: z.iso.datetime().nullable(),
  because: becauseSchema.nullable(),
});
export type LeadState = z.infer<typeof leadStateSchema>;
export class LeadStateDto extends createZodDto(leadStateSchema) {}

export function leadState(lead: Lead): LeadState {
  const { id: leadId, status, ownerId, version, protectedUntil, because } = lead;
  return { leadId, status, ownerId, version, protectedUntil: protectedUntil?.toISOString() ?? null, because };
}
