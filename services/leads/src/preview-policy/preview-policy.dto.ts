import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { changeRules } from '../policy/policy-application.dto';
import { writtenPolicy } from '../policy/policy.dto';

const instant = z.iso.datetime();

export const previewPolicySchema = z
  .strictObject({
    /** Whose ownerships; a document names it itself. */
    policyId: z.string().min(1).max(60).optional(),
    /** The draft: a document that need not be saved, or the number of a saved version. Without either: the rules in force. */
    document: writtenPolicy.optional(),
    version: z.int().min(1).optional(),
    /** Who falls due until then; the end of today where absent. */
    until: instant.optional(),
    /** Instead of the future: what would have happened in a past period, from history. */
    period: z.strictObject({ from: instant, to: instant }).optional(),
    ...changeRules,
    grandfathering: changeRules.grandfathering.default('none'),
  })
  .refine(({ document, version }) => document === undefined || version === undefined, { message: 'give document or version', path: ['version'] })
  .refine(({ document, policyId }) => document !== undefined || policyId !== undefined, { message: 'say which policy', path: ['policyId'] })
  .refine(({ period, until }) => period === undefined || until === undefined, { message: 'give until or period', path: ['until'] })
  .refine(({ period }) => period === undefined || period.from < period.to, { message: 'must be after its beginning', path: ['period', 'to'] });
export type PreviewPolicy = z.infer<typeof previewPolicySchema>;
export class PreviewPolicyDto extends createZodDto(previewPolicySchema) {}

/** How many lose a lead: under the present rules (or in fact), under the draft, and the difference both ways. */
const tally = { before: z.int(), after: z.int(), more: z.int(), fewer: z.int() };

export const previewSummarySchema = z.object({
  previewId: z.uuid(),
  policyId: z.string(),
  /** Of the draft; null: only the rules in force were looked at. */
  version: z.int().nullable(),
  inForce: z.int().nullable(),
  madeAt: instant,
  from: instant,
  until: instant,
  /** Ownerships that were looked at. */
  lookedAt: z.int(),
  ...tally,
  byOwner: z.array(z.object({ ownerId: z.uuid(), name: z.string().nullable(), ...tally })),
});
export type PreviewSummary = z.infer<typeof previewSummarySchema>;
export class PreviewSummaryDto extends createZodDto(previewSummarySchema) {}
