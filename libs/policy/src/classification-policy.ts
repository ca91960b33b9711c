import { z } from 'zod';
import type { LeadFacts, LeadPredicate } from './lead-condition';
import { leadConditionSchema, predicate } from './lead-condition';
import { policyHeader } from './policy-document';

/** Names of business types and tags: `direct`, `key-account`, `重点客户`. */
export const slug = z.string().regex(/^[\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{N}-]{0,39}$/u, 'lower-case letters, digits and dashes');

/** By which rules a lead belongs to a business type, and which tags it gets. */
export const classificationPolicySchema = z.strictObject({
  kind: z.literal('classification'),
  ...policyHeader,
  /** The first whose condition holds. */
  businessTypes: z.array(z.strictObject({ type: slug, when: leadConditionSchema })),
  /** The type of leads that fit none; without it they have none. */
  otherwise: slug.optional(),
  /** Every tag whose condition holds. A condition may name `businessType`, which is decided before. */
  tags: z.array(z.strictObject({ tag: slug, when: leadConditionSchema })),
});
export type ClassificationPolicy = z.infer<typeof classificationPolicySchema>;

export interface Classification {
  businessType: string | null;
  /** Sorted, each once. */
  tags: string[];
}

interface Compiled {
  types: { type: string; holds: LeadPredicate }[];
  tags: { tag: string; holds: LeadPredicate }[];
}
const compiled = new WeakMap<ClassificationPolicy, Compiled>();

/**
 * Classifies a lead. A business type in `facts` was given by a person and stays; so do tags in it, the rules only add to them.
 */
export function classify(facts: LeadFacts, policy: ClassificationPolicy): Classification {
  const { types, tags } = rulesOf(policy);
  const given = facts.businessType;
  const businessType = typeof given === 'string' ? given : (types.find(({ holds }) => holds(facts))?.type ?? policy.otherwise ?? null);
  const known = typeof given === 'string' ? facts : { ...facts, businessType };
  const found = tags.filter(({ holds }) => holds(known)).map(({ tag }) => tag);
  const before = Array.isArray(facts.tags) ? (facts.tags as readonly string[]) : [];
  return { businessType, tags: [...new Set([...before, ...found])].sort() };
}

function rulesOf(policy: ClassificationPolicy): Compiled {
  let rules = compiled.get(policy);
  if (!rules) {
    rules = {
      types: policy.businessTypes.map(({ type, when }) => ({ type, holds: predicate(when) })),
      tags: policy.tags.map(({ tag, when }) => ({ tag, holds: predicate(when) })),
    };
    compiled.set(policy, rules);
  }
  return rules;
}
