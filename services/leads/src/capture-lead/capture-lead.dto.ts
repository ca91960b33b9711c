import { slug } from '@throughline/policy/classification-policy';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import type { LeadChannel } from '../lead/lead-channel';
import { namedChannel } from '../lead/lead-channel';

const text = z.string().max(10_000);

/** A lead by form or API. At least one of companyName, contactName, displayName. */
export const captureLeadSchema = z.strictObject({
  /** When absent, the open pool that takes its business type, of the unit nearest above who enters it; else the general one. */
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
  /** Province, state. */
  region: text.optional(),
  city: text.optional(),
  product: text.optional(),
  /** Where the lead comes from. Channel, source, campaign and referrer are kept as they are now, for ever. */
  source: z.string().max(200).optional(),
  campaign: z.string().max(200).optional(),
  /** How it reached us; `api` when absent. */
  channel: namedChannel.optional(),
  /** Who sent it; required for the channel `partner`. */
  referrer: z.string().max(200).optional(),
  /** Instead of what the rules of classification would say. */
  businessType: slug.optional(),
  /** Besides those of the rules. */
  tags: z.array(slug).max(20).optional(),
  /** Local day on which the customer is expected to decide. */
  expectedCloseOn: z.iso.date().optional(),
  /** Percent. */
  likelihood: z.int().min(0).max(100).optional(),
  /** Id in the system that it comes from; unique within `externalSystem`. */
  externalId: z.string().max(200).optional(),
  externalSystem: z.string().max(100).optional(),
  attributes: z.record(z.string().max(60), text).optional(),
});
/** A lead, and what to do where the same company may be here already. */
export const enterLeadSchema = captureLeadSchema.extend({
  /** `attach`: what it brings is added to the open lead that is here; of a customer it becomes a new lead. `create`: it is a company of its own; somebody else's record makes that an approval. */
  onDuplicate: z.enum(['refuse', 'attach', 'create']).default('refuse'),
  /** Which of the candidates; the likeliest when absent. */
  attachTo: z.uuid().optional(),
  /** Why it is created all the same. */
  duplicateReason: z.string().trim().min(1).max(1_000).optional(),
});
export type EnterLead = z.infer<typeof enterLeadSchema>;
export type CaptureLead = z.infer<typeof captureLeadSchema>;
/** What the command takes: also what only parts of the service may say. */
export type NewLeadCommand = Omit<CaptureLead, 'channel'> & { channel?: LeadChannel | undefined; formId?: string };
export class CaptureLeadDto extends createZodDto(enterLeadSchema) {}

export const capturedLeadSchema = z.object({ leadId: z.uuid(), poolId: z.uuid(), status: z.literal('available'), version: z.int() });
export type CapturedLead = z.infer<typeof capturedLeadSchema>;

export const enteredLeadSchema = z.object({
  /** Null while an approval is asked for. */
  leadId: z.uuid().nullable(),
  poolId: z.uuid().nullable(),
  status: z.enum(['available', 'attached', 'in-approval']),
  version: z.int().nullable(),
  /** The customer whom the new lead belongs to, where it was attached to one. */
  accountId: z.uuid().optional(),
  /** Of the approval. */
  requestId: z.uuid().optional(),
});
export type EnteredLead = z.infer<typeof enteredLeadSchema>;
export class EnteredLeadDto extends createZodDto(enteredLeadSchema) {}
