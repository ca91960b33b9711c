import { pageQuery, pageSchema } from '@throughline/http/page';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const status = z.enum(['available', 'owned', 'converted', 'disqualified']);
const instant = z.iso.datetime();
const because = z.object({ rule: z.string(), text: z.string() });

export const leadsQuerySchema = z.strictObject({
  ...pageQuery,
  status: status.optional(),
  pool: z.uuid().optional(),
  /** Id of a person, or `me`. */
  owner: z.union([z.uuid(), z.literal('me')]).optional(),
});
export type LeadsQuery = z.infer<typeof leadsQuerySchema>;
export class LeadsQueryDto extends createZodDto(leadsQuerySchema) {}

export const leadLineSchema = z.object({
  leadId: z.uuid(),
  poolId: z.uuid(),
  status,
  displayName: z.string(),
  companyName: z.string().nullable(),
  country: z.string().nullable(),
  city: z.string().nullable(),
  source: z.string().nullable(),
  ownerId: z.uuid().nullable(),
  protectedUntil: instant.nullable(),
  capturedAt: instant,
  version: z.int(),
});
export type LeadLine = z.infer<typeof leadLineSchema>;
export class LeadsPageDto extends createZodDto(pageSchema(leadLineSchema)) {}

export const leadDetailSchema = leadLineSchema.extend({
  contactName: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  creditCode: z.string().nullable(),
  domain: z.string().nullable(),
  product: z.string().nullable(),
  campaign: z.string().nullable(),
  externalSystem: z.string().nullable(),
  externalId: z.string().nullable(),
  attributes: z.record(z.string(), z.string()),
  importId: z.uuid().nullable(),
  accountId: z.uuid().nullable(),
  dealId: z.uuid().nullable(),
  endReason: z.string().nullable(),
  /** Fields that are not shown before one owns the lead. */
  hidden: z.array(z.string()),
  /** Due when, and because of what. Null while nobody owns it. */
  due: z.object({ at: instant, because, policy: z.object({ id: z.string(), version: z.int() }) }).nullable(),
  /** What the clock does next. */
  next: z.object({ kind: z.enum(['remind', 'respond', 'recycle']), at: instant, because }).nullable(),
  reminded: z.array(z.object({ step: z.string(), at: instant })),
  owners: z.array(
    z.object({
      ownerId: z.uuid(),
      acquired: z.enum(['claimed', 'assigned']),
      from: instant,
      until: instant.nullable(),
      endReason: z.string().nullable(),
      policyVersion: z.int(),
    }),
  ),
  activities: z.array(
    z.object({ activityId: z.uuid(), kind: z.string(), minutes: z.int().nullable(), note: z.string().nullable(), at: instant, by: z.uuid(), resets: z.boolean() }),
  ),
});
export type LeadDetail = z.infer<typeof leadDetailSchema>;
export class LeadDetailDto extends createZodDto(leadDetailSchema) {}
