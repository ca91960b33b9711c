import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const partnerRole = z.enum(['reseller', 'distributor', 'referrer', 'integrator', 'service']);

export const linkPartnerSchema = z.strictObject({
  /** The partner is an account too. */
  partnerId: z.uuid(),
  role: partnerRole,
  /** Local day. */
  since: z.iso.date(),
  note: z.string().trim().min(1).max(2_000).optional(),
});
export type LinkPartner = z.infer<typeof linkPartnerSchema>;
export class LinkPartnerDto extends createZodDto(linkPartnerSchema) {}
