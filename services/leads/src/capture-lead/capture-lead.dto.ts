import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const text = z.string().max(10_000);

/** A lead by form or API. At least one of companyName, contactName, displayName. */
export const captureLeadSchema = z.strictObject({
  poolId: z.uuid().optional(),
  displayName: text.optional(),
  companyName: text.optional(),
  contactName: text.optional(),
  email: z.string().max(254).optional(),
  /** International, or national of `phoneCountry`. */
  phone: z.string().max(50).optional(),
  /** ISO 3166 alpha-2. */
  phoneCountry: z.string().regex(/^[A-Z]{2}$/).default('CN'),
  website: z.string().max(2_000).optional(),
  /** Unified social credit code, GB 32100. */
  creditCode: z.string().max(50).optional(),
  country: text.optional(),
  city: text.optional(),
  product: text.optional(),
  source: z.string().max(200).optional(),
  campaign: z.string().max(200).optional(),
  /** Id in the system that it comes from; unique within `externalSystem`. */
  externalId: z.string().max(200).optional(),
  externalSystem: z.string().max(100).optional(),
  attributes: z.record(z.string().max(60), text).optional(),
});
export type CaptureLead = z.infer<typeof captureLeadSchema>;
export class CaptureLeadDto extends createZodDto(captureLeadSchema) {}

export const capturedLeadSchema = z.object({ leadId: z.uuid(), poolId: z.uuid(), status: z.literal('available'), version: z.int() });
export type CapturedLead = z.infer<typeof capturedLeadSchema>;
export class CapturedLeadDto extends createZodDto(capturedLeadSchema) {}
