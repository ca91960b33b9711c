import { policyKindNames } from '@throughline/policy/policy-kinds';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const policyKind = z.enum(policyKindNames);
const policyId = z.string().min(1).max(60);
const instant = z.iso.datetime();

export class PolicyParamsDto extends createZodDto(z.strictObject({ kind: policyKind, id: policyId })) {}
export class PolicyVersionParamsDto extends createZodDto(z.strictObject({ kind: policyKind, id: policyId, version: z.coerce.number().int().min(1) })) {}

/** A document as somebody wrote it; checked against the schema of its kind by the command. */
export const writtenPolicy = z.record(z.string(), z.unknown());

/** Where, which rule is broken and by what, and what to do about it. */
export const policyFault = z.object({ path: z.string(), message: z.string(), action: z.string() });

export const policyHeadSchema = z.object({
  kind: policyKind,
  id: policyId,
  version: z.int(),
  status: z.enum(['draft', 'active', 'retired']),
  author: z.string(),
  reason: z.string(),
  effectiveFrom: z.string(),
  savedBy: z.string(),
  savedAt: instant,
  activatedBy: z.string().nullable(),
  activatedAt: instant.nullable(),
  retiredAt: instant.nullable(),
  /** Who took it out of force without another version, and why. */
  retiredBy: z.string().nullable(),
  retiredBecause: z.string().nullable(),
  /** What this draft would have done is logged since then. */
  trialSince: instant.nullable(),
  /** It is looked at once a day. */
  trialLookedAt: instant.nullable(),
});
export type PolicyHead = z.infer<typeof policyHeadSchema>;

export const policyVersionSchema = policyHeadSchema.extend({ document: writtenPolicy });
export type PolicyVersion = z.infer<typeof policyVersionSchema>;
export class PolicyVersionDto extends createZodDto(policyVersionSchema) {}
