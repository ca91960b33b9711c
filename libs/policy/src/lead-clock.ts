import type { Day, WorkingCalendar } from '@throughline/calendar/working-calendar';
import { atLocal, localDate, localTime } from '@throughline/calendar/working-time';
import { because as sayBecause, both } from './because';
import type { Because } from './because';
import { nextResponse } from './first-response';
import type { LeadClockFacts } from './lead-clock-facts';
import type { LeadEnd } from './lead-end';
import { endAfter, leadEnd, shiftDays } from './lead-end';
import type { LeadPolicy, OnDue } from './lead-policy';
import { exemptionOf, rulesFor } from './lead-rules';
import type { SentStep } from './policy-document';

export interface LeadReminder {
  at: Date;
  /** Unique for one ownership; it names the day of the end it warns of: `3 days before 2026-04-04`. */
  step: string;
  daysBefore: number;
  recipients: LeadPolicy['reminders'][number]['recipients'];
  channel?: 'in-app' | 'mail';
}

export interface LeadClock {
  /** Null while the clock stands still. */
  dueAt: Date | null;
  because: Because;
  /** Earliest first. */
  reminders: LeadReminder[];
  /** Why it stands still: `paused`, or what the policy exempts. */
  exemption?: string;
}

export interface LeadMoment {
  /** A reminder of the end; a climb because nobody has answered; the end. */
  kind: 'remind' | 'respond' | 'recycle';
  step?: string;
  recipients?: LeadReminder['recipients'];
  channel?: 'in-app' | 'mail';
  at: Date;
  /** When protection ends if nothing else happens: `at` of a recycling, and what a reminder should say. */
  endsAt: Date;
  because: Because;
  /** Where the lead goes: with every recycling, and with the last step of a first response. */
  to?: OnDue;
}

/**
 * When protection ends, and why (`leadEnd`), or why it does not. An activity never makes it earlier; nothing makes it later than the maximum but pauses,
 * and extensions where the policy says so.
 */
export function leadClock(facts: LeadClockFacts, policy: LeadPolicy, calendar: WorkingCalendar): LeadClock {
  const exempt = exemptionOf(facts, policy);
  if (exempt) return { dueAt: null, because: exempt.because, reminders: [], exemption: exempt.exemption };
  const { at: dueAt, because } = leadEnd(facts, policy, calendar);
  return { dueAt, because, reminders: remindersBefore(dueAt, dueAt, facts, policy, calendar) };
}

/**
 * What comes next for an owned lead: a step of its first response or of its end, whichever is sooner; undefined while its clock stands still.
 * `sentSteps` are the steps that were carried out in this ownership.
 */
export function nextLeadMoment(facts: LeadClockFacts & { sentSteps: readonly SentStep[] }, policy: LeadPolicy, calendar: WorkingCalendar): LeadMoment | undefined {
  if (exemptionOf(facts, policy)) return undefined;
  const ending = nextOfEnd(facts, leadEnd(facts, policy, calendar), policy, calendar);
  const response = nextResponse(facts, policy, calendar);
  return response && response.at < ending.at ? { kind: 'respond', endsAt: ending.endsAt, ...response } : ending;
}

/**
 * A reminder that was not sent yet, else the end. A reminder whose moment has passed (an outage) still comes first, and then its lead time runs in
 * full: only then may the end be later than `leadClock` says, the maximum included. A reminder counts for the end it named, so where an activity
 * moved the end, its reminders are sent anew; but an end that was known all the time needs the lead time of the first one only.
 */
function nextOfEnd(facts: LeadClockFacts & { sentSteps: readonly SentStep[] }, end: LeadEnd, policy: LeadPolicy, calendar: WorkingCalendar): LeadMoment {
  const { at: dueAt, because } = end;
  const clock = { basis: policy.clock.basis, cutOff: localTime(calendar, dueAt) };
  let endsAt = dueAt;
  for (const { step, daysBefore } of remindersBefore(dueAt, dueAt, facts, policy, calendar)) {
    const sent = facts.sentSteps.find((done) => done.step === step);
    if (!sent) {
      const { at, recipients, channel } = remindersBefore(dueAt, endsAt, facts, policy, calendar).find((reminder) => reminder.step === step)!;
      return { kind: 'remind', step, recipients, ...(channel && { channel }), at, endsAt, because: both(`remind-${daysBefore}`, sayBecause('', 'ends-on', { on: localDate(calendar, endsAt) }), because) };
    }
    const counted = end.fixed ? firstSent(facts.sentSteps, daysBefore) : sent.at;
    const leadTimeOver = endAfter(counted, daysBefore, clock, calendar);
    if (leadTimeOver > endsAt) endsAt = leadTimeOver;
  }
  const late = both('late-reminder', because, sayBecause('', 'reminder-late', {}), '; ');
  return { kind: 'recycle', at: endsAt, endsAt, because: endsAt > dueAt ? late : because, to: rulesFor(facts, policy).onDue };
}

function stepName(daysBefore: number | '', dueDay: Day): string {
  return `${daysBefore} days before ${dueDay}`;
}

/**
 * Steps of an ownership in which those that warned of one end count for another that has taken its place by nobody's doing, because the calendar has changed.
 */
export function warnedOf<S extends { step: string }>(steps: readonly S[], { before, after }: { before: Date; after: Date }, calendar: WorkingCalendar): S[] {
  const [old, day] = [localDate(calendar, before), localDate(calendar, after)];
  return steps.map((sent) => (sent.step.endsWith(stepName('', old)) ? { ...sent, step: sent.step.replace(old, day) } : sent));
}

/** When a reminder of this many days was first sent in this ownership, whatever end it named. */
function firstSent(steps: readonly SentStep[], daysBefore: number): Date {
  const times = steps.filter(({ step }) => step.startsWith(stepName(daysBefore, ''))).map(({ at }) => at.getTime());
  return new Date(Math.min(...times));
}

/**
 * The reminders of the end `dueAt`, placed before `endsAt`. One whose moment would lie before the fact that set the end is left out, for the
 * owner has just acted; but never the last one, which then comes at that fact.
 */
function remindersBefore(dueAt: Date, endsAt: Date, facts: LeadClockFacts, policy: LeadPolicy, calendar: WorkingCalendar): LeadReminder[] {
  const { clock, reminders } = policy;
  const since = lastFact(facts, clock.anchor);
  const dueDay = localDate(calendar, dueAt);
  const endDay = localDate(calendar, endsAt);
  // An end early in the day is warned of a day sooner: the lead time is whole days.
  const early = localTime(calendar, endsAt) < clock.remindAt ? 1 : 0;
  const all = [...reminders]
    .sort((a, b) => b.daysBefore - a.daysBefore)
    .map(({ daysBefore, recipients, channel }) => ({
      at: atLocal(calendar, shiftDays(endDay, -daysBefore - early, clock, calendar), clock.remindAt),
      step: stepName(daysBefore, dueDay),
      daysBefore,
      recipients,
      ...(channel && { channel }),
    }));
  const last = all.at(-1);
  return all.filter((reminder) => reminder.at > since || reminder === last).map((reminder) => (reminder.at > since ? reminder : { ...reminder, at: since }));
}

/** The last fact that may have set the end. */
function lastFact({ claimedAt, lastActivityAt, lastVisitAt, resets = [], pauses = [], extensions = [], grace }: LeadClockFacts, anchor: LeadPolicy['clock']['anchor']): Date {
  let last = claimedAt;
  const also = (at: Date | null | undefined): void => {
    if (at && at > last) last = at;
  };
  if (anchor === 'last-activity') also(lastActivityAt);
  if (anchor === 'last-visit') also(lastVisitAt);
  for (const { at } of resets) also(at);
  for (const { to } of pauses) also(to);
  for (const { at } of extensions) also(at);
  also(grace?.since);
  return last;
}
