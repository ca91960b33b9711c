import { addDays, startOfWeek } from '@throughline/calendar/days';
import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { atLocal, localDate } from '@throughline/calendar/working-time';
import type { LeadPolicy } from './lead-policy';

/** From when claims count for the day's and the week's quota, and when each starts anew. Local midnights; weeks start on Monday. */
export interface QuotaWindows {
  dayFrom: Date;
  nextDay: Date;
  weekFrom: Date;
  nextWeek: Date;
}

export function quotaWindows(now: Date, calendar: WorkingCalendar): QuotaWindows {
  const today = localDate(calendar, now);
  const monday = startOfWeek(today);
  const midnight = (day: string): Date => atLocal(calendar, day, '00:00');
  return { dayFrom: midnight(today), nextDay: midnight(addDays(today, 1)), weekFrom: midnight(monday), nextWeek: midnight(addDays(monday, 7)) };
}

export interface ClaimFacts {
  now: Date;
  windows: QuotaWindows;
  claimer: { personId: string; roles: readonly string[] };
  /** Claims of this person in this pool since `windows.dayFrom` and `weekFrom`, less those that a release gave back. */
  claimedToday: number;
  claimedThisWeek: number;
  /** Leads that he owns now, without those that the policy does not count: of this pool, and of all pools. */
  owned: number;
  ownedOverall: number;
  /** Whether the lead would take up no room: it is of a kind that does not count. */
  notCounted?: boolean;
  /** When the lead came into the pool. */
  pooledAt: Date;
  /** When his own last ownership of this lead ended, if he ever had it. */
  ownedUntil?: Date | null;
  /** True when nobody owned it after him. */
  wasLastOwner?: boolean;
  /** When the last ownership of a colleague of his unit ended. */
  teamOwnedUntil?: Date | null;
}

/** Names of the rules that refuse a claim, as the caller is told. */
export type ClaimRule =
  | 'freeze'
  | 'cool-down-last-owner'
  | 'cool-down-recent-owner'
  | 'cool-down-team'
  | 'ownership-cap'
  | 'ownership-cap-overall'
  | 'per-week'
  | 'per-day';

export interface ClaimRefusal {
  rule: ClaimRule;
  /** In the unit of the rule: hours of a freeze, days of a cool-down, leads of a cap or quota. */
  limit: number;
  /** From when this rule allows the claim; absent where time alone does not heal it. */
  allowedAt?: Date;
}

/** `exemptBy`: no rule was asked. A refusal is of the rule that lasts longest, so that `allowedAt` holds for all; `also` are the others. */
export type ClaimAnswer = { ok: true; exemptBy?: 'role' | 'person' } | ({ ok: false; also: ClaimRule[] } & ClaimRefusal);

const hour = 3_600_000;
const day = 24 * hour;

/** May this person claim this lead now? The lead is free; that somebody else was first is not a matter of rules. */
export function mayClaim(facts: ClaimFacts, policy: LeadPolicy): ClaimAnswer {
  const exemptBy = claimExemption(facts.claimer, policy);
  if (exemptBy) return { ok: true, exemptBy };
  const [longest, ...others] = refusals(facts, policy.claim).sort((a, b) => lasting(b) - lasting(a));
  return longest ? { ok: false, ...longest, also: others.map(({ rule }) => rule) } : { ok: true };
}

/** Whom the policy lets claim without any rule: by name, or by a role. */
export function claimExemption({ personId, roles }: ClaimFacts['claimer'], { claim: { exempt } }: LeadPolicy): 'role' | 'person' | undefined {
  if (exempt.people.includes(personId)) return 'person';
  return roles.some((role) => exempt.roles.includes(role)) ? 'role' : undefined;
}

/** Every rule that refuses, the lead's own first. */
function refusals(facts: ClaimFacts, { perDay, perWeek, cap, coolDownDays, freezeHours }: LeadPolicy['claim']): ClaimRefusal[] {
  const { now, windows } = facts;
  const found: ClaimRefusal[] = [];
  const until = (rule: ClaimRule, limit: number, allowedAt: Date): void => {
    if (allowedAt > now) found.push({ rule, limit, allowedAt });
  };
  const cool = (rule: ClaimRule, days: number, from: Date | null | undefined): void => {
    if (from) until(rule, days, new Date(from.getTime() + days * day));
  };
  until('freeze', freezeHours, new Date(facts.pooledAt.getTime() + freezeHours * hour));
  if (facts.wasLastOwner) cool('cool-down-last-owner', coolDownDays.lastOwner, facts.ownedUntil);
  cool('cool-down-recent-owner', coolDownDays.anyRecentOwner, facts.ownedUntil);
  cool('cool-down-team', coolDownDays.sameTeam, facts.teamOwnedUntil);
  if (!facts.notCounted && facts.owned >= cap.inPool) found.push({ rule: 'ownership-cap', limit: cap.inPool });
  if (!facts.notCounted && cap.overall !== undefined && facts.ownedOverall >= cap.overall) found.push({ rule: 'ownership-cap-overall', limit: cap.overall });
  if (facts.claimedThisWeek >= perWeek) until('per-week', perWeek, windows.nextWeek);
  if (facts.claimedToday >= perDay) until('per-day', perDay, windows.nextDay);
  return found;
}

function lasting({ allowedAt }: ClaimRefusal): number {
  return allowedAt?.getTime() ?? Infinity;
}

/** May this person look at one more lead of the pool today? One that he has looked at today is free. */
export function mayView(
  { viewedToday, seenToday, windows, viewer }: { viewedToday: number; seenToday: boolean; windows: QuotaWindows; viewer: ClaimFacts['claimer'] },
  policy: LeadPolicy,
): { ok: true } | { ok: false; rule: 'views-per-day'; limit: number; allowedAt: Date } {
  const limit = policy.claim.viewsPerDay;
  if (limit === undefined || seenToday || viewedToday < limit || claimExemption(viewer, policy)) return { ok: true };
  return { ok: false, rule: 'views-per-day', limit, allowedAt: windows.nextDay };
}

/** Which of the counted windows a claim of then still lies in: what a release gives back where the policy says so. */
export function returnedClaim(claimedAt: Date, { dayFrom, weekFrom }: QuotaWindows, policy: LeadPolicy): { today: boolean; thisWeek: boolean } {
  const returns = policy.claim.releaseReturnsQuota;
  return { today: returns && claimedAt >= dayFrom, thisWeek: returns && claimedAt >= weekFrom };
}
