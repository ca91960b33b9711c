import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { nextLeadMoment } from './lead-clock';
import type { LeadClockFacts } from './lead-clock-facts';
import { leadEnd } from './lead-end';
import type { LeadPolicy, OnDue } from './lead-policy';
import { exemptionOf } from './lead-rules';
import type { Because } from './because';
import type { SentStep } from './policy-document';

export type OwnershipFacts = LeadClockFacts & { sentSteps: readonly SentStep[] };

/** How an ownership ends. */
export interface ForecastEnd {
  at: Date;
  because: Because;
  to: OnDue;
}

/** No policy has so many steps before an end; beyond it a rule would go round in circles. */
const MOST_STEPS = 1_000;

/**
 * How an ownership ends by `until` if nobody does anything from `now` on and the clock acts at each of its moments: what is late is done at `now`. Null
 * when it does not end by then.
 */
export function forecastEnd(facts: OwnershipFacts, policy: LeadPolicy, calendar: WorkingCalendar, now: Date, until: Date): ForecastEnd | null {
  // Most leads of a preview end here: steps on the way to the end may put it off, but only a missing answer takes a lead before it.
  const answerAwaited = policy.firstResponse && !facts.firstAnsweredAt;
  if (!answerAwaited && (exemptionOf(facts, policy) || leadEnd(facts, policy, calendar).at > until)) return null;
  return walk(facts, policy, calendar, now, until).end;
}

/** Carries out what the clock does from `from` to before `until`. @returns the steps sent by then, and the end when it was reached at `until` at the latest */
export function walk(facts: OwnershipFacts, policy: LeadPolicy, calendar: WorkingCalendar, from: Date, until: Date): { sentSteps: SentStep[]; end: ForecastEnd | null } {
  const sentSteps = [...facts.sentSteps];
  let clock = from;
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const moment = nextLeadMoment({ ...facts, sentSteps }, policy, calendar);
    if (!moment) return { sentSteps, end: null };
    if (moment.at > clock) clock = moment.at;
    if (clock > until) return { sentSteps, end: null };
    if (moment.to) return { sentSteps, end: { at: clock, because: moment.because, to: moment.to } };
    sentSteps.push({ step: moment.step!, at: clock });
  }
  throw new RangeError(`policy ${policy.id} version ${policy.version} never comes to an end`);
}
