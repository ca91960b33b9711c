import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import type { LeadMoment } from '@throughline/policy/lead-clock';
import { nextLeadMoment } from '@throughline/policy/lead-clock';
import type { LeadPolicy } from '@throughline/policy/lead-policy';

/** What decides about an owned lead: the policy version pinned at its claim, and the company's calendar. */
export interface LeadRules {
  policy: LeadPolicy;
  calendar: WorkingCalendar;
}
/** A reminder as stored: `at` is an ISO instant. */
export interface SentReminder {
  step: string;
  at: string;
}
interface MomentFacts {
  claimedAt: Date;
  lastResetAt: Date | null;
  reminded: readonly SentReminder[];
}

/** Remembered answers for each pair of rules; a full memory starts anew. */
const MOST = 2_000;
const remembered = new WeakMap<LeadPolicy, { calendar: WorkingCalendar; moments: Map<string, LeadMoment> }>();

/**
 * The next moment of an owned lead. Thousands of leads share the day of their claim, and counting days in a calendar costs more than reading a
 * row, so equal facts under the same rules are answered from memory.
 */
export function momentOf({ claimedAt, lastResetAt, reminded }: MomentFacts, { policy, calendar }: LeadRules): LeadMoment {
  let memory = remembered.get(policy);
  if (memory?.calendar !== calendar) remembered.set(policy, (memory = { calendar, moments: new Map() }));
  const key = `${claimedAt.getTime()} ${lastResetAt?.getTime() ?? ''} ${reminded.map(({ step, at }) => `${step}@${at}`).join()}`;
  const known = memory.moments.get(key);
  if (known) return known;
  const resets = lastResetAt ? [{ kind: policy.resets[0]?.kind ?? '', at: lastResetAt }] : [];
  const moment = nextLeadMoment({ claimedAt, resets, sentSteps: reminded.map(({ step, at }) => ({ step, at: new Date(at) })) }, policy, calendar)!;
  if (memory.moments.size >= MOST) memory.moments.clear();
  memory.moments.set(key, moment);
  return moment;
}
