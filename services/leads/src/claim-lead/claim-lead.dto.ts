import { becauseSchema } from '@throughline/policy/because';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const claimedLeadSchema = z.object({
  leadId: z.uuid(),
  poolId: z.uuid(),
  ownerId: z.uuid(),
  version: z.int(),
  /** Null where the clock stands still for this lead; `because` says why. */
  protectedUntil: z.iso.datetime().nullable(),
  because: becauseSchema,
  quotaLeft: z.object({ today: z.int(), thisWeek: z.int(), owned: z.int() }),
});
export type ClaimedLead = z.infer<typeof claimedLeadSchema>;

export class ClaimedLeadDto extends createZodDto(claimedLeadSchema) {}
