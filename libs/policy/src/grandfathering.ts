import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import type { LeadClock } from './lead-clock';
import { leadClock } from './lead-clock';
import type { LeadClockFacts } from './lead-clock-facts';
import { endAfter } from './lead-end';
import type { LeadPolicy } from './lead-policy';

/** What a new version means for running ownerships: all take it; none does; each has whichever ends later. */
export const grandfatherings = ['none', 'keep', 'kinder'] as const;
export type Grandfathering = (typeof grandfatherings)[number];

export interface PolicyChangeRules {
  grandfathering: Grandfathering;
  /** Days, in the basis of the new clock, in which the change takes nothing that the old rules would not have taken by then. 0: none. */
  graceDays: number;
  /** When the new version comes into force. */
  at: Date;
}

/** One side of a change: its rules, and the facts as they count under them. */
export interface RuledFacts {
  policy: LeadPolicy;
  facts: LeadClockFacts;
}

export interface Transition {
  /** Whether the ownership takes the new version. */
  takes: boolean;
  /** What the ownership's end is from then on. */
  clock: LeadClock;
  /** Given by this change. */
  grace?: { since: Date; until: Date };
}

/** What happens to one running ownership when a new version comes into force. A clock that stands still counts as one that never ends. */
export function transition(before: RuledFacts, after: RuledFacts, { grandfathering, graceDays, at }: PolicyChangeRules, calendar: WorkingCalendar): Transition {
  const old = leadClock(before.facts, before.policy, calendar);
  if (grandfathering === 'keep') return { takes: false, clock: old };
  const fresh = leadClock(after.facts, after.policy, calendar);
  if (grandfathering === 'kinder') return endOf(fresh) > endOf(old) ? { takes: true, clock: fresh } : { takes: false, clock: old };
  if (graceDays === 0 || endOf(fresh) >= endOf(old)) return { takes: true, clock: fresh };
  const full = endAfter(at, graceDays, after.policy.clock, calendar);
  const until = old.dueAt && old.dueAt < full ? old.dueAt : full;
  if (until <= at || until.getTime() <= endOf(fresh)) return { takes: true, clock: fresh };
  const grace = { since: at, until };
  return { takes: true, grace, clock: leadClock({ ...after.facts, grace }, after.policy, calendar) };
}

const endOf = ({ dueAt }: LeadClock): number => dueAt?.getTime() ?? Infinity;
