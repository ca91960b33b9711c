import { pageQuery, pageSchema } from '@throughline/http/page';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { policyHeadSchema, policyKind, policyVersionSchema, writtenPolicy } from '../policy/policy.dto';

export const policiesQuerySchema = z.strictObject({ ...pageQuery, kind: policyKind.optional() });
export type PoliciesQuery = z.infer<typeof policiesQuerySchema>;
export class PoliciesQueryDto extends createZodDto(policiesQuerySchema) {}

export const policyLineSchema = z.object({
  kind: policyKind,
  id: z.string(),
  /** The version in force; null while there are only drafts. */
  active: policyHeadSchema.nullable(),
  /** The latest version, in force or not. */
  latest: z.int(),
});
export type PolicyLineView = z.infer<typeof policyLineSchema>;
export class PoliciesPageDto extends createZodDto(pageSchema(policyLineSchema)) {}

export const policyDetailSchema = z.object({
  kind: policyKind,
  id: z.string(),
  active: policyVersionSchema.nullable(),
  /** Newest first. */
  versions: z.array(policyHeadSchema),
  /** Pools that have it: whose new ownerships take it, or whose leads are given out by it. */
  pools: z.array(z.object({ poolId: z.uuid(), name: z.string() })),
  /** Names of those who saved, activated or retired a version, or asked for a change, by id. */
  people: z.record(z.string(), z.string()),
});
export type PolicyDetail = z.infer<typeof policyDetailSchema>;
export class PolicyDetailDto extends createZodDto(policyDetailSchema) {}

const diffSchema = z.object({
  kind: policyKind,
  id: z.string(),
  /** Null: there was none to compare with. */
  from: z.int().nullable(),
  to: z.int(),
  changes: z.array(z.object({ path: z.string(), before: z.unknown().optional(), after: z.unknown().optional() })),
  /** What applying the document would do. */
  effect: z.enum(['applied', 'nothing', 'refused']),
  /** `first`, `other-rules`; `in-force`, `waits-for-its-day`; or the code of the refusal. */
  because: z.string(),
});
export type PolicyDifference = z.infer<typeof diffSchema>;
export class PolicyDifferenceDto extends createZodDto(diffSchema) {}

const versionNo = z.coerce.number().int().min(1);
export class DiffQueryDto extends createZodDto(z.strictObject({ from: versionNo.optional(), to: versionNo })) {}
export class DiffDocumentDto extends createZodDto(z.strictObject({ document: writtenPolicy, from: z.int().min(1).optional() })) {}
