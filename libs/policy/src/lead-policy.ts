import { z } from 'zod';
import { localTimeOfDay, policyHeader, wholeDays } from './policy-document';

/** One kind of activity that counts as work on a lead. */
const reset = z.strictObject({
  kind: z.string().min(1),
  /** Shorter ones do not count. Minutes. */
  minMinutes: z.number().int().min(1).optional(),
});

const reminder = z.strictObject({
  /** Days before the end, in the basis of the clock. */
  daysBefore: wholeDays.min(1),
  recipients: z.array(z.enum(['owner', 'manager', 'pool-admin'])).min(1),
});

/** Rules of one pool: who may claim how much, how long a lead is protected, what renews it, and who is warned. */
export const leadPolicySchema = z
  .strictObject({
    kind: z.literal('lead'),
    ...policyHeader,
    claim: z.strictObject({
      perDay: z.number().int().min(0),
      perWeek: z.number().int().min(0),
      /** Leads that one person may own at once. */
      cap: z.number().int().min(0),
      /** Calendar days after an ownership ended in which its owner may not claim the lead again. */
      coolDownDays: z.strictObject({ lastOwner: wholeDays, anyRecentOwner: wholeDays }),
      /** Hours in which a lead new in the pool may not be claimed. */
      freezeHours: z.number().int().min(0),
    }),
    clock: z.strictObject({
      /** Whether the days below are working days of the calendar or calendar days. */
      basis: z.enum(['working', 'calendar']),
      /** Protection from the claim, without any activity. */
      quietDays: wholeDays.min(1),
      /** Protection from an activity that counts. */
      refreshDays: wholeDays.min(1),
      /** The end, whatever happens. From the claim. */
      maximumDays: wholeDays.min(1),
      /** Local time at which protection ends; what comes after it counts for the next day. */
      cutOff: localTimeOfDay,
      /** Local time at which reminders are sent. */
      remindAt: localTimeOfDay.default('09:00'),
    }),
    resets: z.array(reset),
    reminders: z.array(reminder).min(1),
  })
  .superRefine(({ clock, reminders }, context) => {
    const fault = (message: string, path: string[]): void => context.addIssue({ code: 'custom', message, path });
    if (clock.maximumDays < clock.quietDays) fault('must not be less than the quiet days', ['clock', 'maximumDays']);
    if (clock.remindAt >= clock.cutOff) fault('must be before the cut-off', ['clock', 'remindAt']);
    const before = reminders.map(({ daysBefore }) => daysBefore);
    if (new Set(before).size !== before.length) fault('one reminder for each number of days', ['reminders']);
    // Else an activity could set the end closer than the lead time of the last warning, and every end would be put off.
    if (Math.min(...before) > Math.min(clock.quietDays, clock.refreshDays)) fault('the last one must fit into the shortest protection', ['reminders']);
  });

export type LeadPolicy = z.infer<typeof leadPolicySchema>;

/** Whether an activity counts as work on the lead. `minutes`: its length, where known. */
export function resetsClock(activity: { kind: string; minutes?: number }, policy: LeadPolicy): boolean {
  return policy.resets.some(({ kind, minMinutes }) => kind === activity.kind && (minMinutes === undefined || (activity.minutes ?? 0) >= minMinutes));
}
