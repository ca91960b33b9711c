import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import type { LeadMoment } from '@throughline/policy/lead-clock';
import { nextLeadMoment } from '@throughline/policy/lead-clock';
import type { LeadClockFacts } from '@throughline/policy/lead-clock-facts';
import type { ActivityRecord, LeadPolicy } from '@throughline/policy/lead-policy';
import type { SentStep } from '@throughline/policy/policy-document';
import type { Lead } from './lead.entity';

/** What decides about an owned lead: the policy version pinned at its claim, and the company's calendar. */
export interface LeadRules {
  policy: LeadPolicy;
  calendar: WorkingCalendar;
}

/** Facts of an ownership as stored; instants are ISO text. */
export interface SentReminder {
  step: string;
  at: string;
}
export interface KeptReset {
  kind: string;
  /** Absent: the lead itself. */
  on?: ActivityRecord;
  at: string;
}
export interface KeptExtension {
  days: number;
  at: string;
  /** The end that was extended. */
  from: string;
}
export interface KeptPause {
  from: string;
  /** Absent: it lasts. */
  to?: string;
}

export interface KeptGrace {
  since: string;
  until: string;
}

export type OwnedFacts = LeadClockFacts & { sentSteps: SentStep[] };

/** What of a lead its policy may ask for. */
export const factColumns = [
  'claimedAt', 'capturedAt', 'lastActivityAt', 'lastVisitAt', 'contractEndAt', 'firstAnsweredAt', 'reached', 'exemptions', 'tags', 'grade', 'businessType',
  'source', 'product', 'resets', 'extensions', 'pauses', 'grace', 'remindedSteps',
] as const satisfies (keyof Lead)[];
export type FactRow = Pick<Lead, (typeof factColumns)[number]>;

/** Everything about an owned lead that its policy may ask for. */
export function factsOf(lead: FactRow): OwnedFacts {
  const { claimedAt, capturedAt: createdAt, lastActivityAt, lastVisitAt, contractEndAt, firstAnsweredAt, reached, exemptions, tags } = lead;
  const { grade, businessType, source, product } = lead;
  return {
    claimedAt: claimedAt!, createdAt, lastActivityAt, lastVisitAt, contractEndAt, firstAnsweredAt, reached, exemptions, tags, grade, businessType, source, product,
    resets: lead.resets.map((reset) => ({ ...reset, at: new Date(reset.at) })),
    extensions: lead.extensions.map(({ days, at, from }) => ({ days, at: new Date(at), from: new Date(from) })),
    pauses: lead.pauses.map(({ from, to }) => ({ from: new Date(from), to: to === undefined ? null : new Date(to) })),
    ...(lead.grace && { grace: { since: new Date(lead.grace.since), until: new Date(lead.grace.until) } }),
    sentSteps: lead.remindedSteps.map(({ step, at }) => ({ step, at: new Date(at) })),
  };
}

/** Remembered answers for each pair of rules; a full memory starts anew. */
const MOST = 2_000;
const remembered = new WeakMap<LeadPolicy, { calendar: WorkingCalendar; moments: Map<string, LeadMoment | undefined> }>();

/**
 * The next moment of an owned lead; undefined while its clock stands still. Thousands of leads share the day of their claim, and counting days in a
 * calendar costs more than reading a row, so equal facts under the same rules are answered from memory.
 */
export function momentOf(facts: OwnedFacts, { policy, calendar }: LeadRules): LeadMoment | undefined {
  let memory = remembered.get(policy);
  if (memory?.calendar !== calendar) remembered.set(policy, (memory = { calendar, moments: new Map() }));
  const key = JSON.stringify(facts);
  if (memory.moments.has(key)) return memory.moments.get(key);
  const moment = nextLeadMoment(facts, policy, calendar);
  if (memory.moments.size >= MOST) memory.moments.clear();
  memory.moments.set(key, moment);
  return moment;
}
