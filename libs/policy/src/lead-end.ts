import { addDays } from '@throughline/calendar/days';
import type { Day, WorkingCalendar } from '@throughline/calendar/working-calendar';
import {
  addCalendarDays, addWorkingDays, addWorkingTime, atLocal, localDate, shiftWorkingDays, workingDayFrom, workingMinutesBetween,
} from '@throughline/calendar/working-time';
import { because } from './because';
import type { Anchor, Because } from './because';
import type { LeadClockFacts, Pauses } from './lead-clock-facts';
import type { LeadPolicy } from './lead-policy';
import { rulesFor } from './lead-rules';

type Clock = LeadPolicy['clock'];

export interface LeadEnd {
  at: Date;
  because: Because;
  /** Known since the claim: no activity moves it. */
  fixed: boolean;
}

/**
 * When protection ends, and why:
 * `min(max(anchor + quiet, last activity of each kind + its refresh, extensions), claimed + maximum, claimed + must reach)`, each at the cut-off of
 * its day and moved by the pauses after its start; but not before the grace of a change of the rules.
 */
export function leadEnd(facts: LeadClockFacts, policy: LeadPolicy, calendar: WorkingCalendar): LeadEnd {
  const { clock } = rulesFor(facts, policy);
  const { claimedAt, reached = [], extensions = [] } = facts;
  const after = (from: Date, days: number): Date => moved(endAfter(from, days, clock, calendar), clock.cutOff, from, facts.pauses, clock, calendar);
  const counted: Count = (days, from) => ({ days, basis: clock.basis, on: localDate(calendar, from) });

  let end = quietEnd(facts, clock, after, counted);
  const later = (at: Date, why: () => Because): void => {
    if (at > end.at) end = { at, because: why(), fixed: false };
  };
  for (const { kind, on: record = 'lead', at } of facts.resets ?? []) {
    const rule = policy.resets.find((reset) => reset.kind === kind && (reset.on ?? ['lead']).includes(record));
    if (!rule) continue;
    const refresh = rule.refreshDays ?? clock.refreshDays;
    later(after(at, refresh), () => because('refresh', 'after-activity', counted(refresh, at)));
  }
  for (const { days: more, from, at = claimedAt } of extensions) {
    if (from) later(pushed(endAfter(from, more, clock, calendar), at, facts.pauses, clock, calendar), () => because('extension', 'extended', counted(more, from)));
  }

  const sooner = (at: Date, why: () => Because): void => {
    if (at < end.at) end = { at, because: why(), fixed: true };
  };
  const beyond = policy.extension?.beyondMaximum ? extensions.reduce((sum, extension) => sum + extension.days, 0) : 0;
  const most = clock.maximumDays + beyond;
  sooner(after(claimedAt, most), () => because('maximum', 'longest', counted(most, claimedAt)));
  for (const { what, withinDays } of policy.mustReach) {
    if (!reached.includes(what)) sooner(after(claimedAt, withinDays), () => because(`must-reach-${what}`, 'not-reached', { what, ...counted(withinDays, claimedAt) }));
  }
  const { grace } = facts;
  if (grace) later(grace.until, () => because('grace', 'grace', { on: localDate(calendar, grace.since), until: localDate(calendar, grace.until) }));
  return end;
}

type Count = (days: number, from: Date) => { days: number; basis: Clock['basis']; on: Day };

function quietEnd(facts: LeadClockFacts, clock: Clock, after: (from: Date, days: number) => Date, counted: Count): LeadEnd {
  const { claimedAt, extensions = [] } = facts;
  const { at: anchor, since } = anchorOf(facts, clock);
  const quiet = extensions.reduce((sum, { days: more, from }) => sum + (from ? 0 : more), clock.quietDays);
  const end = { at: after(anchor, quiet), because: because('quiet', `after-${since}`, counted(quiet, anchor)), fixed: false };
  if (anchor >= claimedAt) return end;
  // What the lead counts from was long ago: its new owner has the shortest protection nevertheless.
  const least = Math.min(clock.quietDays, clock.refreshDays);
  const at = after(claimedAt, least);
  return at > end.at ? { at, because: because('quiet', 'after-late-claim', { since, ...counted(least, claimedAt) }), fixed: false } : end;
}

/** What has not happened in this ownership counts from the claim, never as expired. */
function anchorOf({ claimedAt, createdAt, lastActivityAt, lastVisitAt, contractEndAt }: LeadClockFacts, { anchor }: Clock): { at: Date; since: Anchor } {
  const anchors: Record<Clock['anchor'], { at: Date | null | undefined; since: Anchor }> = {
    claimed: { at: claimedAt, since: 'claim' },
    created: { at: createdAt, since: 'creation' },
    'last-activity': { at: lastActivityAt && lastActivityAt > claimedAt ? lastActivityAt : null, since: 'last-activity' },
    'last-visit': { at: lastVisitAt && lastVisitAt > claimedAt ? lastVisitAt : null, since: 'last-visit' },
    'contract-end': { at: contractEndAt, since: 'contract-end' },
  };
  const { at, since } = anchors[anchor];
  return at ? { at, since } : { at: claimedAt, since: 'claim' };
}

/** So many days later, in the basis of the clock, at the cut-off. */
export function endAfter(from: Date, days: number, { basis, cutOff }: Pick<Clock, 'basis' | 'cutOff'>, calendar: WorkingCalendar): Date {
  return basis === 'working' ? addWorkingDays(calendar, from, days, cutOff) : addCalendarDays(calendar, from, days, cutOff);
}

export function shiftDays(day: Day, days: number, { basis }: Pick<Clock, 'basis'>, calendar: WorkingCalendar): Day {
  return basis === 'working' ? shiftWorkingDays(calendar, day, days) : addDays(day, days);
}

/**
 * An end, later by its pauses. Every start between two cut-offs has the same end, so the pauses since the earlier of the two count for all of them: else
 * an activity later on the day of a pause would shorten the protection.
 */
function moved(end: Date, cutOff: string, start: Date, pauses: Pauses | undefined, clock: Clock, calendar: WorkingCalendar): Date {
  if (!pauses || pauses.length === 0) return end;
  const day = localDate(calendar, start);
  const next = start > atLocal(calendar, day, cutOff) ? addDays(day, 1) : day;
  const counted = clock.basis === 'working' ? workingDayFrom(calendar, next) : next;
  return pushed(end, atLocal(calendar, shiftDays(counted, -1, clock, calendar), cutOff), pauses, clock, calendar);
}

/** An instant, later by the time that was paused between `start` and it: working time in working days, elapsed time in calendar days. */
export function pushed(end: Date, start: Date, pauses: Pauses | undefined, { basis }: Pick<Clock, 'basis'>, calendar: WorkingCalendar): Date {
  let at = end;
  for (const { from, to } of merged(pauses, start)) {
    if (from >= at) break;
    if (basis === 'calendar') {
      at = new Date(at.getTime() + to.getTime() - from.getTime());
    } else {
      const minutes = workingMinutesBetween(calendar, from, to);
      if (minutes > 0) at = addWorkingTime(calendar, at, `PT${minutes}M`);
    }
  }
  return at;
}

/** Ended pauses after an instant, in order and without overlaps. */
function merged(pauses: Pauses | undefined, start: Date): { from: Date; to: Date }[] {
  const found: { from: Date; to: Date }[] = [];
  const ended = (pauses ?? []).flatMap(({ from, to }) => (to && to > start ? [{ from: from > start ? from : start, to }] : []));
  for (const pause of ended.sort((a, b) => a.from.getTime() - b.from.getTime())) {
    const last = found.at(-1);
    if (!last || pause.from > last.to) found.push({ ...pause });
    else if (pause.to > last.to) last.to = pause.to;
  }
  return found;
}
