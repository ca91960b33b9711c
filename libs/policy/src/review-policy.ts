import { z } from 'zod';
import type { People } from './people';
import { inRole } from './people';
import { policyHeader, wholeHours } from './policy-document';

/** What a new contract version can change. */
export const contractParts = ['terms', 'amount', 'clauses'] as const;
export type ContractPart = (typeof contractParts)[number];

const reviewLeg = z
  .strictObject({
    key: z.enum(['legal', 'finance', 'commercial']),
    label: z.string().min(1),
    role: z.string().min(1),
    dueWorkingHours: wholeHours,
    remindAfterWorkingHours: wholeHours,
    /** A change of one of these parts opens the leg again. */
    touchedBy: z.array(z.enum(contractParts)).min(1),
  })
  .refine((leg) => leg.remindAfterWorkingHours <= leg.dueWorkingHours, 'the reminder must not come after the due time');

/** Legs that look at a contract version side by side, each with its own clock. */
export const reviewPolicySchema = z
  .strictObject({ kind: z.literal('review'), ...policyHeader, legs: z.array(reviewLeg).min(1), fallbackRole: z.string().min(1) })
  .refine(({ legs }) => new Set(legs.map(({ key }) => key)).size === legs.length, 'leg keys must differ');

export type ReviewPolicy = z.infer<typeof reviewPolicySchema>;
export type ReviewLeg = ReviewPolicy['legs'][number];

/** The legs that a version must pass: all for the first version, else those its changes touch and those that had not approved before. */
export function legsToReview(changed: readonly ContractPart[] | 'all', approvedBefore: readonly string[], policy: ReviewPolicy): ReviewLeg[] {
  if (changed === 'all') return policy.legs;
  return policy.legs.filter((leg) => !approvedBefore.includes(leg.key) || leg.touchedBy.some((part) => changed.includes(part)));
}

/** Who may review a leg: its role, without the person who asks for the review; the fallback role where that leaves nobody. May be empty. */
export function reviewersOf(leg: ReviewLeg, requesterId: string, policy: ReviewPolicy, people: People): string[] {
  const others = (role: string): string[] =>
    inRole(people, role)
      .map(({ id }) => id)
      .filter((id) => id !== requesterId);
  const named = others(leg.role);
  return named.length > 0 ? named : others(policy.fallbackRole);
}
