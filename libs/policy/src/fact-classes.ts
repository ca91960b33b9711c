import type { LocalTime, WorkingCalendar } from '@throughline/calendar/working-calendar';
import { localMilliseconds } from '@throughline/calendar/working-time';
import type { LeadPolicy } from './lead-policy';

/** Facts as they are stored: instants may be ISO text. */
export interface StoredFacts {
  claimedAt: Date;
  createdAt: Date;
  lastActivityAt: Date | null;
  lastVisitAt: Date | null;
  contractEndAt: Date | null;
  firstAnsweredAt: Date | null;
  reached: readonly string[];
  exemptions: readonly string[];
  tags: readonly string[];
  grade: string | null;
  businessType: string | null;
  source: string | null;
  product: string | null;
  resets: readonly { kind: string; on?: string; at: Date | string }[];
  sentSteps: readonly { step: string; at: Date | string }[];
  extensions: readonly unknown[];
  pauses: readonly unknown[];
  grace: unknown;
}

const day = 86_400_000;
/** Between these hours no zone changes its clocks, so local times come in the order of instants. */
const quietHours = { from: 4 * 3_600_000, to: 23 * 3_600_000 };

/**
 * Sorts facts into classes that the rules of these policies do not tell apart: instants of one local day count alike but for being before, at or after
 * a cut-off or the time of reminders. A hundred thousand leads fall into some thousand classes, and each is judged once.
 * Undefined for facts whose instants count to the minute: pauses, extensions, grace, an answer that is awaited.
 */
export function factClasses(policies: readonly LeadPolicy[], calendar: WorkingCalendar): (facts: StoredFacts) => string | undefined {
  const times = [...new Set(policies.flatMap(({ clock }) => [millisecondsOf(clock.cutOff), millisecondsOf(clock.remindAt)]))].sort((a, b) => a - b);
  if (times.some((time) => time < quietHours.from || time > quietHours.to)) return () => undefined;
  const uses = (test: (policy: LeadPolicy) => boolean): boolean => policies.some(test);
  const anchors = new Set(policies.map(({ clock }) => clock.anchor));
  const awaits = uses(({ firstResponse }) => firstResponse !== undefined);
  const [mustReach, exempts, variants] = [uses((policy) => policy.mustReach.length > 0), uses(({ exempt }) => exempt.length > 0), uses((policy) => policy.variants.length > 0)];

  const place = (at: Date | string): string => {
    const local = localMilliseconds(calendar, typeof at === 'string' ? new Date(at) : at);
    const date = Math.floor(local / day);
    const rest = local - date * day;
    // Odd: exactly at the time; even: between two. Midnight begins a day and is told apart from what follows it.
    let part = rest === 0 ? -1 : 0;
    for (const time of times) {
      if (rest > time) part += 2;
      else if (rest === time) part += 1;
    }
    return `${date}.${part}`;
  };
  /** Against the claim as well: what was before it does not count. */
  const related = (at: Date | null, claimedAt: Date): string => (at ? `${place(at)}${at > claimedAt ? '>' : at < claimedAt ? '<' : '='}` : '-');

  return (facts) => {
    const { claimedAt, resets, sentSteps } = facts;
    if (facts.pauses.length > 0 || facts.extensions.length > 0 || facts.grace || (awaits && !facts.firstAnsweredAt)) return undefined;
    let key = place(claimedAt);
    for (const { kind, on, at } of resets) key += `|${kind}:${on ?? ''}:${place(at)}`;
    for (const { step, at } of sentSteps) key += `|${step}@${place(at)}`;
    if (anchors.has('created')) key += `|c${related(facts.createdAt, claimedAt)}`;
    if (anchors.has('last-activity')) key += `|a${related(facts.lastActivityAt, claimedAt)}`;
    if (anchors.has('last-visit')) key += `|v${related(facts.lastVisitAt, claimedAt)}`;
    if (anchors.has('contract-end')) key += `|e${related(facts.contractEndAt, claimedAt)}`;
    if (mustReach) key += `|${facts.reached.join()}`;
    if (exempts) key += `|${facts.exemptions.join()}`;
    if (exempts || variants) key += `|${facts.tags.join()}`;
    if (variants) key += `|${JSON.stringify([facts.grade, facts.businessType, facts.source, facts.product])}`;
    return key;
  };
}

function millisecondsOf(time: LocalTime): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
}
