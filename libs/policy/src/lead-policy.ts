import { z } from 'zod';
import { checkLeadPolicy } from './lead-policy-checks';
import { localTimeOfDay, policyHeader, wholeDays } from './policy-document';

/** Records whose activities may count for the lead that they came from. */
export const activityRecords = ['lead', 'contact', 'deal', 'contract', 'quote'] as const;

/** One kind of activity that counts as work on a lead. Of several rules for one kind the first that fits decides. */
const reset = z.strictObject({
  kind: z.string().min(1),
  /** Shorter ones do not count. Minutes. */
  minMinutes: z.number().int().min(1).optional(),
  /** The records on which it counts; the lead itself where absent. */
  on: z.array(z.enum(activityRecords)).min(1).optional(),
  /** Whether a colleague's activity counts too. */
  by: z.enum(['owner', 'anyone']).default('anyone'),
  /** Protection from such an activity, instead of the clock's `refreshDays`. */
  refreshDays: wholeDays.min(1).optional(),
});

const reminder = z.strictObject({
  /** Days before the end, in the basis of the clock. */
  daysBefore: wholeDays.min(1),
  recipients: z.array(z.enum(['owner', 'manager', 'pool-admin'])).min(1),
  channel: z.enum(['in-app', 'mail']).optional(),
});

/** Leads that one person may own at once. A bare number is the cap in the pool: so the first documents said it. */
const cap = z.union([
  z
    .number()
    .int()
    .min(0)
    .transform((inPool): Cap => ({ inPool, notCounted: [] })),
  z.strictObject({
    inPool: z.number().int().min(0),
    /** In all pools together. */
    overall: z.number().int().min(0).optional(),
    /** Leads that take up no room: those of key accounts, and those whose clock stands still by `exempt`. */
    notCounted: z.array(z.enum(['key-account', 'exempt'])).default([]),
  }),
]);
interface Cap {
  inPool: number;
  overall?: number | undefined;
  notCounted: ('key-account' | 'exempt')[];
}

const claim = z.strictObject({
  perDay: z.number().int().min(0),
  perWeek: z.number().int().min(0),
  /** Leads of the pool whose details one person may look at in a day; no limit where absent. */
  viewsPerDay: z.number().int().min(0).optional(),
  cap,
  /**
   * Calendar days after an ownership ended in which the lead may not be claimed: by the one who owned it last, by anyone who owned it at some
   * time, by colleagues of the same unit. Of several the longest counts.
   */
  coolDownDays: z.strictObject({ lastOwner: wholeDays, anyRecentOwner: wholeDays, sameTeam: wholeDays.default(0) }),
  /** Hours in which a lead new in the pool may not be claimed. */
  freezeHours: z.number().int().min(0),
  /** Whom no rule of this part stops. */
  exempt: z
    .strictObject({ roles: z.array(z.string().min(1)).default([]), people: z.array(z.uuid()).default([]) })
    .default({ roles: [], people: [] }),
  /** Whether giving a lead back makes its claim undone for the quota; then claiming and releasing in turn costs nothing. */
  releaseReturnsQuota: z.boolean().default(false),
});

const clock = z.strictObject({
  /** What the quiet days count from. What has not happened yet counts from the claim, never as expired. */
  anchor: z.enum(['claimed', 'created', 'last-activity', 'last-visit', 'contract-end']).default('claimed'),
  /** Whether all days of this document are working days of the calendar or calendar days. */
  basis: z.enum(['working', 'calendar']),
  /** Protection from the anchor, without any activity. */
  quietDays: wholeDays.min(1),
  /** Protection from an activity that counts. */
  refreshDays: wholeDays.min(1),
  /** The end, whatever happens. From the claim. */
  maximumDays: wholeDays.min(1),
  /** Local time at which protection ends; what comes after it counts for the next day. */
  cutOff: localTimeOfDay,
  /** Local time at which reminders are sent. */
  remindAt: localTimeOfDay.default('09:00'),
});

/** Where a lead goes when its protection ends. `strategy` names one of the pool's assignment policy. */
const onDue = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('pool') }),
  z.strictObject({ to: z.literal('manager') }),
  z.strictObject({ to: z.literal('reassign'), strategy: z.string().min(1) }),
]);

/** Working time from the start of the ownership; met by the first activity. */
const firstResponse = z.strictObject({
  /** The target; when it has passed the owner is told. */
  workingHours: z.number().int().min(1).max(2_000),
  /** When the manager is told. */
  managerAfterWorkingHours: z.number().int().min(1).max(2_000),
  /** When the lead is given to somebody else. */
  reassignAfterWorkingHours: z.number().int().min(1).max(2_000),
  /** By which strategy. */
  strategy: z.string().min(1).default('round-robin'),
});

/** The clock stands still as long as this holds. */
const exemption = z.strictObject({
  while: z.enum(['won', 'open-deal', 'live-contract', 'locked', 'in-approval', 'registered', 'tagged']),
  /** With `open-deal`: only once the deal has reached this stage. */
  fromStage: z.string().min(1).optional(),
  /** With `tagged`: the tag. */
  tag: z.string().min(1).optional(),
});

const names = z.array(z.string().min(1)).min(1).optional();

/** Other days or another end for some leads. Every condition given must hold; of several variants the first that fits counts. */
const variant = z.strictObject({
  when: z
    .strictObject({
      grade: z.array(z.enum(['A', 'B', 'C', 'D'])).min(1).optional(),
      businessType: names,
      source: names,
      product: names,
      /** It carries one of these. */
      tag: names,
    })
    .refine((when) => Object.values(when).some((value) => value !== undefined), { error: 'names no condition', params: { action: 'give grade, businessType, source, product or tag' } }),
  quietDays: wholeDays.min(1).optional(),
  refreshDays: wholeDays.min(1).optional(),
  maximumDays: wholeDays.min(1).optional(),
  onDue: onDue.optional(),
});

/** Rules of one pool: who may claim how much, how long a lead is protected, what renews it, who is warned, and where it goes in the end. */
export const leadPolicySchema = z
  .strictObject({
    kind: z.literal('lead'),
    ...policyHeader,
    claim,
    clock,
    resets: z.array(reset),
    /** Days from the claim after which protection ends, earlier than otherwise, unless this has been reached. */
    mustReach: z.array(z.strictObject({ what: z.enum(['opportunity', 'contract']), withinDays: wholeDays.min(1) })).default([]),
    firstResponse: firstResponse.optional(),
    exempt: z.array(exemption).default([]),
    reminders: z.array(reminder).min(1),
    /** What an owner may ask for: so many times so many days more, by an approval. Not past the maximum unless it says so. */
    extension: z
      .strictObject({ times: z.number().int().min(1).max(100), days: wholeDays.min(1), approval: z.literal('extension').default('extension'), beyondMaximum: z.boolean().default(false) })
      .optional(),
    onDue: onDue.default({ to: 'pool' }),
    variants: z.array(variant).default([]),
  })
  .superRefine(checkLeadPolicy);

export type LeadPolicy = z.infer<typeof leadPolicySchema>;
/** A document as people write it and as it is stored: parts with a default may be absent. */
export type LeadPolicyDocument = z.input<typeof leadPolicySchema>;
export type ActivityRecord = (typeof activityRecords)[number];
export type OnDue = LeadPolicy['onDue'];

export interface PolicyActivity {
  kind: string;
  /** Its length, where known. */
  minutes?: number;
  /** The record it was with; the lead itself where absent. */
  on?: ActivityRecord;
  /** Whether the lead's owner did it; taken as true where absent. */
  byOwner?: boolean;
}

/** The rule by which an activity counts as work on the lead; undefined when it does not. */
export function resetRuleOf({ kind, minutes = 0, on = 'lead', byOwner = true }: PolicyActivity, { resets }: LeadPolicy): LeadPolicy['resets'][number] | undefined {
  return resets.find(
    (rule) => rule.kind === kind && (rule.on ?? ['lead']).includes(on) && (byOwner || rule.by === 'anyone') && minutes >= (rule.minMinutes ?? 0),
  );
}

/** The tags by which the policy stops the clock of a lead or gives it other days: who sets one moves the end. */
export function tagsThatCount({ exempt, variants }: LeadPolicy): Set<string> {
  return new Set([...exempt.flatMap(({ tag }) => tag ?? []), ...variants.flatMap(({ when }) => when.tag ?? [])]);
}

/** Whether an activity counts as work on the lead. */
export function resetsClock(activity: PolicyActivity, policy: LeadPolicy): boolean {
  return resetRuleOf(activity, policy) !== undefined;
}
