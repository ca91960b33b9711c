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
  /** Claims of this person in this pool since `windows.dayFrom` and `weekFrom`; a release does not give any back. */
  claimedToday: number;
  claimedThisWeek: number;
  /** Leads of this pool that he owns now. */
  owned: number;
  /** When the lead came into the pool. */
  pooledAt: Date;
  /** When his own last ownership of this lead ended, if he ever had it. */
  ownedUntil?: Date;
  /** True when nobody owned it after him. */
  wasLastOwner?: boolean;
}

/** Keys of lead.errors.ts; `lead.${code}` is what the caller is told. */
export type ClaimRefusal = 'daily_quota_used_up' | 'weekly_quota_used_up' | 'ownership_cap_reached' | 'cooling_down' | 'frozen';
export type ClaimAnswer = { ok: true } | { ok: false; code: ClaimRefusal; allowedAt?: Date };

const hour = 3_600_000;

/** May this person claim this lead now? The first rule that refuses answers, the lead's own rules before the person's quotas. */
export function mayClaim(facts: ClaimFacts, policy: LeadPolicy): ClaimAnswer {
  const { perDay, perWeek, cap, coolDownDays, freezeHours } = policy.claim;
  const frozenUntil = new Date(facts.pooledAt.getTime() + freezeHours * hour);
  if (frozenUntil > facts.now) return { ok: false, code: 'frozen', allowedAt: frozenUntil };
  if (facts.ownedUntil) {
    const days = Math.max(coolDownDays.anyRecentOwner, facts.wasLastOwner ? coolDownDays.lastOwner : 0);
    const coolUntil = new Date(facts.ownedUntil.getTime() + days * 24 * hour);
    if (coolUntil > facts.now) return { ok: false, code: 'cooling_down', allowedAt: coolUntil };
  }
  if (facts.owned >= cap) return { ok: false, code: 'ownership_cap_reached' };
  if (facts.claimedThisWeek >= perWeek) return { ok: false, code: 'weekly_quota_used_up', allowedAt: facts.windows.nextWeek };
  if (facts.claimedToday >= perDay) return { ok: false, code: 'daily_quota_used_up', allowedAt: facts.windows.nextDay };
  return { ok: true };
}
