import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import type { PolicyChangeRules } from './grandfathering';
import { transition } from './grandfathering';
import type { ForecastEnd, OwnershipFacts } from './lead-forecast';
import { forecastEnd, walk } from './lead-forecast';
import type { LeadPolicy } from './lead-policy';

/** One side of a change, with the steps that were taken. */
export interface RuledOwnership {
  policy: LeadPolicy;
  facts: OwnershipFacts;
}

export interface ForecastChange {
  /** How it ends by then under the present rules; null: not by then. */
  before: ForecastEnd | null;
  /** How it ends by then when the change is made. */
  after: ForecastEnd | null;
}

/**
 * What a change of the policy would mean for one ownership until a moment, if nobody does anything from `now` on. Until `change.at` the old rules go on;
 * from then on those that `transition` gives, the grace included.
 */
export function forecastChange(old: RuledOwnership, fresh: RuledOwnership, change: PolicyChangeRules, calendar: WorkingCalendar, now: Date, until: Date): ForecastChange {
  const before = forecastEnd(old.facts, old.policy, calendar, now, until);
  if (change.grandfathering === 'keep' || change.at > until) return { before, after: before };
  let { sentSteps } = old.facts;
  if (change.at > now) {
    const lead = walk(old.facts, old.policy, calendar, now, new Date(change.at.getTime() - 1));
    if (lead.end) return { before, after: lead.end };
    sentSteps = lead.sentSteps;
  }
  // All take the new rules as they are: no need to know either end.
  const plain = change.grandfathering === 'none' && change.graceDays === 0;
  const { takes, grace } = plain ? { takes: true, grace: undefined } : transition(old, fresh, change, calendar);
  if (!takes) return { before, after: before };
  const from = change.at > now ? change.at : now;
  const facts = { ...fresh.facts, sentSteps, ...(grace && { grace }) };
  return { before, after: forecastEnd(facts, fresh.policy, calendar, from, until) };
}
