import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { claimedLeadSchema } from '../claim-lead/claim-lead.dto';
import { problemSchema } from '../ownership/item-problem';

export const claimLeadsSchema = z.strictObject({
  /** In the order of preference: where the quota is short, the first ones get it. */
  leadIds: z.array(z.uuid()).min(1).max(50).refine((ids) => new Set(ids).size === ids.length, 'each lead once'),
});
export type ClaimLeads = z.infer<typeof claimLeadsSchema>;
export class ClaimLeadsDto extends createZodDto(claimLeadsSchema) {}

export const claimedLeadsSchema = z.object({
  claimed: z.int(),
  /** One for each lead, in the order asked; either `lead` or `problem`. */
  items: z.array(z.object({ leadId: z.uuid(), lead: claimedLeadSchema.nullable(), problem: problemSchema.nullable() })),
});
export type ClaimedLeads = z.infer<typeof claimedLeadsSchema>;
export class ClaimedLeadsDto extends createZodDto(claimedLeadsSchema) {}
