import { afterWorkingHours, type CalendarsOfAsked } from '@throughline/policy/approval-moments';
import { contractReviewPolicy } from '@throughline/policy/default-policies';
import type { ReviewLeg } from '@throughline/policy/review-policy';
import { openLegs } from './contract.changes';
import type { ReviewedVersion } from './contract.changes';
import type { StoredLegDecision } from './contract.entity';

export interface VersionAsked extends ReviewedVersion {
  reviewRequestedAt: Date | null;
}

/** Where one leg of the review of a version stands. */
export interface LegClock {
  leg: string;
  label: string;
  role: string;
  /** `holds`: what it approved of an earlier version was not touched since. `open`: it has to look at this version. */
  status: 'approved' | 'returned' | 'holds' | 'open';
  /** Of an open leg that was asked: when its answer is due, and when it is reminded. Working hours. */
  remindAt: Date | null;
  dueAt: Date | null;
  /** On this version, or the approval that holds. */
  decision: StoredLegDecision | null;
}

/** All legs of the policy for one version, in its order. @param calendarsOf those of the people who are asked for a leg */
export function legClocks(no: number, versions: readonly VersionAsked[], decisions: readonly StoredLegDecision[], calendarsOf: (leg: ReviewLeg) => CalendarsOfAsked): LegClock[] {
  const open = openLegs(no, versions, decisions, contractReviewPolicy);
  const askedAt = versions.find((version) => version.no === no)?.reviewRequestedAt ?? null;
  return contractReviewPolicy.legs.map((policyLeg) => {
    const { key: leg, label, role, remindAfterWorkingHours, dueWorkingHours } = policyLeg;
    const own = decisions.filter((decision) => decision.leg === leg && decision.version <= no).sort((a, b) => b.version - a.version);
    const answer = own.find(({ version }) => version === no);
    const isOpen = open.includes(policyLeg);
    const decision = isOpen ? null : (answer ?? own.find(({ outcome }) => outcome === 'approved') ?? null);
    const after = (hours: number): Date | null => (isOpen && askedAt ? afterWorkingHours(askedAt, hours, calendarsOf(policyLeg)) : null);
    const status = isOpen ? 'open' : (answer?.outcome ?? 'holds');
    return { leg, label, role, status, remindAt: after(remindAfterWorkingHours), dueAt: after(dueWorkingHours), decision };
  });
}
