import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import type { ForecastEnd, OwnershipFacts } from './lead-forecast';
import { walk } from './lead-forecast';
import type { LeadPolicy, PolicyActivity } from './lead-policy';
import { resetRuleOf } from './lead-policy';

export interface PastActivity extends PolicyActivity {
  at: Date;
}

/** One ownership as history tells it: what was so from its beginning, and what was done when. */
export interface PastOwnership {
  /** Without what the activities bring about: resets, first answer, last activity. */
  facts: OwnershipFacts;
  /** Earliest first. */
  activities: readonly PastActivity[];
}

/**
 * How an ownership would have ended by `until`, had this policy been in force for everybody from `from` on, and had people done what they did. What was
 * warned of before `from` (`facts.sentSteps`) stays warned of. Null: it would have gone on.
 */
export function replayedEnd({ facts, activities }: PastOwnership, policy: LeadPolicy, calendar: WorkingCalendar, from: Date, until: Date): ForecastEnd | null {
  let known = facts;
  let clock = facts.claimedAt > from ? facts.claimedAt : from;
  for (const activity of activities) {
    if (activity.at > until) break;
    if (activity.at > clock) {
      const { sentSteps, end } = walk(known, policy, calendar, clock, activity.at);
      // Who comes at the very moment of the end comes too late.
      if (end) return end;
      known = { ...known, sentSteps };
      clock = activity.at;
    }
    known = afterActivity(known, activity, policy);
  }
  return walk(known, policy, calendar, clock, until).end;
}

/** What an activity changes in the facts, as recording it does. One that is told late takes nothing back that came after it. */
export function afterActivity<F extends OwnershipFacts | Omit<OwnershipFacts, 'sentSteps'>>(facts: F, activity: PastActivity, policy: LeadPolicy): F {
  const { at, kind, on = 'lead' } = activity;
  const changed = {
    ...facts,
    lastActivityAt: later(facts.lastActivityAt, at),
    firstAnsweredAt: facts.firstAnsweredAt ?? at,
    ...(kind === 'visit' && { lastVisitAt: later(facts.lastVisitAt, at) }),
  };
  if (!resetRuleOf(activity, policy)) return changed;
  const same = (reset: { kind: string; on?: string | undefined }): boolean => reset.kind === kind && (reset.on ?? 'lead') === on;
  const others = (facts.resets ?? []).filter((reset) => !same(reset));
  return { ...changed, resets: [...others, { kind, ...(on !== 'lead' && { on }), at: later(facts.resets?.find(same)?.at, at) }] };
}

function later(known: Date | null | undefined, at: Date): Date {
  return known && known > at ? known : at;
}
