import { addDays } from '@throughline/calendar/days';
import type { Day, WorkingCalendar } from '@throughline/calendar/working-calendar';
import { addCalendarDays, addWorkingDays, atLocal, localDate, shiftWorkingDays } from '@throughline/calendar/working-time';
import type { LeadPolicy } from './lead-policy';
import type { Because, SentStep } from './policy-document';

export interface LeadClockFacts {
  claimedAt: Date;
  /** The last activity that counts (`resetsClock`). None counts from the claim, never as expired. */
  lastResetAt?: Date;
}

export interface LeadReminder {
  at: Date;
  /** Unique for one ownership; it names the day of the end it warns of: `3 days before 2026-04-04`. */
  step: string;
  daysBefore: number;
  recipients: LeadPolicy['reminders'][number]['recipients'];
}

export interface LeadClock {
  dueAt: Date;
  because: Because;
  /** Earliest first. */
  reminders: LeadReminder[];
}

export interface LeadMoment {
  kind: 'remind' | 'recycle';
  step?: string;
  recipients?: LeadReminder['recipients'];
  at: Date;
  /** When protection ends if nothing else happens: `at` of a recycling, and what a reminder should say. */
  endsAt: Date;
  because: Because;
}

/**
 * When protection ends, and why:
 * `due = min(max(claimed + quiet, last activity + refresh), claimed + maximum)`, at the cut-off of that day.
 * An activity never makes it earlier, and nothing makes it later than the maximum.
 */
export function leadClock(facts: LeadClockFacts, policy: LeadPolicy, calendar: WorkingCalendar): LeadClock {
  const { quietDays, refreshDays, maximumDays, basis } = policy.clock;
  const days = `${basis} days`;
  const quiet = endAfter(facts.claimedAt, quietDays, policy, calendar);
  const maximum = endAfter(facts.claimedAt, maximumDays, policy, calendar);
  const refreshed = facts.lastResetAt && endAfter(facts.lastResetAt, refreshDays, policy, calendar);

  let dueAt = quiet;
  let because: Because = { rule: 'quiet', text: `${quietDays} ${days} after the claim on ${localDate(calendar, facts.claimedAt)}` };
  if (refreshed && refreshed > dueAt) {
    dueAt = refreshed;
    because = { rule: 'refresh', text: `${refreshDays} ${days} after the activity on ${localDate(calendar, facts.lastResetAt!)}` };
  }
  if (dueAt > maximum) {
    dueAt = maximum;
    because = { rule: 'maximum', text: `${maximumDays} ${days} after the claim on ${localDate(calendar, facts.claimedAt)}, the longest time allowed` };
  }
  return { dueAt, because, reminders: remindersBefore(dueAt, dueAt, facts, policy, calendar) };
}

/**
 * What comes next for an owned lead: a reminder that was not sent yet, else the end. A reminder whose moment has passed (an outage) still comes
 * first, and then its lead time runs in full: only then may the end be later than `leadClock` says, the maximum included. A reminder counts for
 * the end it named, so where an activity moved the end, its reminders are sent anew; but the maximum was known all the time, so there the lead time
 * of the first one counts.
 */
export function nextLeadMoment(facts: LeadClockFacts & { remindedSteps: readonly SentStep[] }, policy: LeadPolicy, calendar: WorkingCalendar): LeadMoment {
  const { dueAt, because } = leadClock(facts, policy, calendar);
  let endsAt = dueAt;
  for (const { step, daysBefore } of remindersBefore(dueAt, dueAt, facts, policy, calendar)) {
    const sent = facts.remindedSteps.find((done) => done.step === step);
    if (!sent) {
      const { at, recipients } = remindersBefore(dueAt, endsAt, facts, policy, calendar).find((reminder) => reminder.step === step)!;
      const text = `protection ends on ${localDate(calendar, endsAt)}, ${because.text}`;
      return { kind: 'remind', step, recipients, at, endsAt, because: { rule: `remind-${daysBefore}`, text } };
    }
    const counted = because.rule === 'maximum' ? firstSent(facts.remindedSteps, daysBefore) : sent.at;
    const leadTimeOver = atLocal(calendar, shift(localDate(calendar, counted), daysBefore, policy, calendar), policy.clock.cutOff);
    if (leadTimeOver > endsAt) endsAt = leadTimeOver;
  }
  const late = { rule: 'late-reminder', text: `${because.text}; its reminder was late, so its lead time ran again` };
  return { kind: 'recycle', at: endsAt, endsAt, because: endsAt > dueAt ? late : because };
}

function stepName(daysBefore: number, dueDay: Day): string {
  return `${daysBefore} days before ${dueDay}`;
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
  const since = facts.lastResetAt && facts.lastResetAt > facts.claimedAt ? facts.lastResetAt : facts.claimedAt;
  const dueDay = localDate(calendar, dueAt);
  const endDay = localDate(calendar, endsAt);
  const all = [...policy.reminders]
    .sort((a, b) => b.daysBefore - a.daysBefore)
    .map(({ daysBefore, recipients }) => ({
      at: atLocal(calendar, shift(endDay, -daysBefore, policy, calendar), policy.clock.remindAt),
      step: stepName(daysBefore, dueDay),
      daysBefore,
      recipients,
    }));
  const last = all.at(-1);
  return all.filter((reminder) => reminder.at > since || reminder === last).map((reminder) => (reminder.at > since ? reminder : { ...reminder, at: since }));
}

function endAfter(from: Date, days: number, { clock }: LeadPolicy, calendar: WorkingCalendar): Date {
  return clock.basis === 'working' ? addWorkingDays(calendar, from, days, clock.cutOff) : addCalendarDays(calendar, from, days, clock.cutOff);
}

function shift(day: Day, days: number, { clock }: LeadPolicy, calendar: WorkingCalendar): Day {
  return clock.basis === 'working' ? shiftWorkingDays(calendar, day, days) : addDays(day, days);
}
