import { z } from 'zod';
import { slug } from './classification-policy';
import type { PolicyFault } from './policy-faults';
import { faultsOf } from './policy-faults';

export const poolKeyPattern = /^[a-z][a-z0-9-]{0,39}$/;
/** Business types that a pool takes, each once. */
export const takenTypes = z.array(slug).max(50).refine((types) => new Set(types).size === types.length, 'each business type once');
const policyId = z.string().min(1).max(60);

/**
 * A pool as a file describes it, beside the policies that it has. It is no policy: it has no versions, and what the file leaves out stays as it is.
 */
export const poolDocumentSchema = z.strictObject({
  kind: z.literal('pool'),
  /** By which files and people name it, whatever it is called; never changes. */
  key: z.string().regex(poolKeyPattern, 'lower-case letters, digits and dashes'),
  name: z.string().min(1).max(100),
  /** Path of the unit that it is open to, with those below: `1.` is the whole company. */
  unit: z.string().regex(/^(\d+\.)+$/, 'a path as 1.2.'),
  /** Id of its policy of kind `lead`. */
  policy: policyId,
  /** Id of the policy of kind `assignment` by which its leads are given out; null: by hand only. */
  assignment: policyId.nullable().optional(),
  /** People who look after it; none: the heads of sales of its unit. */
  administrators: z.array(z.uuid()).max(50).optional(),
  /** What nobody sees of a lead before he owns it. */
  hiddenFields: z.array(z.enum(['contactName', 'email', 'phone', 'creditCode', 'domain'])).optional(),
  /** Business types whose leads enter it where they name no pool; none: it is general, for those that no other pool takes. */
  takes: takenTypes.optional(),
});
export type PoolDocument = z.infer<typeof poolDocumentSchema>;

export type CheckedPool = { ok: true; pool: PoolDocument } | { ok: false; faults: PolicyFault[] };

export function checkPool(document: unknown): CheckedPool {
  const result = poolDocumentSchema.safeParse(document);
  return result.success ? { ok: true, pool: result.data } : { ok: false, faults: faultsOf(poolDocumentSchema, document) };
}
