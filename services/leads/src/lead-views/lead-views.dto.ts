import { pageQuery, pageSchema, searchedText } from '@throughline/http/page';
import { slug } from '@throughline/policy/classification-policy';
import { leadGrades } from '@throughline/policy/lead-score';
import { scoringAreas } from '@throughline/policy/scoring-policy';
import { becauseSchema } from '@throughline/policy/because';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { leadChannels } from '../lead/lead-channel';

const status = z.enum(['available', 'owned', 'converted', 'disqualified', 'merged']);
const instant = z.iso.datetime();
const because = becauseSchema;

export const leadsQuerySchema = z.strictObject({
  ...pageQuery,
  status: status.optional(),
  pool: z.uuid().optional(),
  /** Id of a person, or `me`. */
  owner: z.union([z.uuid(), z.literal('me')]).optional(),
  grade: z.enum(leadGrades).optional(),
  channel: z.enum(leadChannels).optional(),
  businessType: slug.optional(),
  tag: slug.optional(),
  /** With those below it. */
  unit: z.uuid().optional(),
  /** Owned ones whose protection ends on this local day, should have ended (`late`), or does not end as its clock stands still. */
  ends: z.union([z.iso.date(), z.enum(['late', 'never'])]).optional(),
  /** Somewhere in the name by which it is shown. */
  text: searchedText,
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
  channel: z.enum(leadChannels),
  businessType: z.string().nullable(),
  tags: z.array(z.string()),
  /** 0 to 100. */
  score: z.int().nullable(),
  grade: z.enum(leadGrades).nullable(),
  ownerId: z.uuid().nullable(),
  /** Due when, and because of what. An owned lead without an instant has a clock that stands still. */
  protectedUntil: instant.nullable(),
  because: because.nullable(),
  capturedAt: instant,
  /** Of a free lead that somebody has owned: since when it lies here again, and why (`released`, `recycled`, …); the timeline has what was said. */
  cameBack: z.object({ at: instant, reason: z.string() }).nullable(),
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
  referrer: z.string().nullable(),
  countryCode: z.string().nullable(),
  region: z.string().nullable(),
  /** Local day. */
  expectedCloseOn: z.string().nullable(),
  /** Percent. */
  likelihood: z.int().nullable(),
  /** Why the lead has its score: each area with its points (0 to 100) and weight, each rule that held. Null until it was scored. */
  scoring: z
    .object({
      score: z.int(),
      grade: z.enum(leadGrades),
      areas: z.array(z.object({ area: z.enum(scoringAreas), weight: z.int(), points: z.int() })),
      reasons: z.array(z.object({ area: z.enum(scoringAreas), rule: z.string(), text: z.string(), points: z.int() })),
      policy: z.object({ id: z.string(), version: z.int() }),
    })
    .nullable(),
  externalSystem: z.string().nullable(),
  externalId: z.string().nullable(),
  attributes: z.record(z.string(), z.string()),
  importId: z.uuid().nullable(),
  accountId: z.uuid().nullable(),
  dealId: z.uuid().nullable(),
  endReason: z.string().nullable(),
  /** Fields that are not shown before one owns the lead. */
  hidden: z.array(z.string()),
  /** Due when, and because of what; `exemption`: why it is not due at all. Null while nobody owns it. */
  due: z.object({ at: instant.nullable(), because, exemption: z.string().nullable(), policy: z.object({ id: z.string(), version: z.int() }) }).nullable(),
  /** When the owner gave his first response. */
  firstAnsweredAt: instant.nullable(),
  extensions: z.array(z.object({ days: z.int(), at: instant, from: instant })),
  pauses: z.array(z.object({ from: instant, to: instant.optional() })),
  reached: z.array(z.string()),
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
