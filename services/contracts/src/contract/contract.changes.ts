import type { PaymentTermsData } from '@throughline/events/fields';
import { Money } from '@throughline/money/money';
import type { MoneyJson } from '@throughline/money/money';
import { contractParts, legsToReview } from '@throughline/policy/review-policy';
import type { ContractPart, ReviewLeg, ReviewPolicy } from '@throughline/policy/review-policy';

/** First and last local day on which the contract is in force; without a last one it runs until it is terminated. */
export interface ContractTerm { startsOn: string | null; endsOn: string | null }
export interface ContractContent { amount: MoneyJson; terms: PaymentTermsData; clauses: string; term: ContractTerm }

/** Which parts differ between two versions, in the order of `contractParts`. How long it runs is part of its terms. */
export function changedParts(before: ContractContent, after: ContractContent): ContractPart[] {
  const differs: Record<ContractPart, boolean> = {
    terms: canonical(before.terms) !== canonical(after.terms) || before.term.startsOn !== after.term.startsOn || before.term.endsOn !== after.term.endsOn,
    amount: !Money.from(before.amount).equals(Money.from(after.amount)),
    clauses: before.clauses.trim() !== after.clauses.trim(),
  };
  return contractParts.filter((part) => differs[part]);
}

function canonical({ lines }: PaymentTermsData): string {
  return JSON.stringify(lines.map(({ label, portion, days, endOfMonth = false, daysAfter = 0 }) => [label, Number(portion), days, endOfMonth, daysAfter]));
}

export interface ReviewedVersion { no: number; changed: readonly ContractPart[] }
export interface LegDecision { version: number; leg: string; outcome: 'approved' | 'returned' }

/**
 * The legs that still have to look at this version: those that never approved, and those whose approval of an earlier version is
 * touched by what has changed since. A leg that has decided on this very version is not asked again.
 */
export function openLegs(version: number, versions: readonly ReviewedVersion[], decisions: readonly LegDecision[], policy: ReviewPolicy): ReviewLeg[] {
  return policy.legs.filter((leg) => {
    const own = decisions.filter((decision) => decision.leg === leg.key && decision.version <= version);
    if (own.some((decision) => decision.version === version)) return false;
    const approvedAt = Math.max(0, ...own.filter(({ outcome }) => outcome === 'approved').map((decision) => decision.version));
    if (approvedAt === 0) return true;
    const since = versions.filter(({ no }) => no > approvedAt && no <= version).flatMap(({ changed }) => changed);
    return legsToReview([...new Set(since)], [leg.key], policy).includes(leg);
  });
}
