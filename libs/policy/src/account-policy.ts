import { z } from 'zod';
import { localTimeOfDay, policyHeader, wholeDays } from './policy-document';
import { brokenRule } from './policy-faults';

/** From the most to the least valuable customer. */
export const accountGrades = ['A', 'B', 'C', 'D'] as const;
export type AccountGrade = (typeof accountGrades)[number];
/** How much an account is worth, now or one day, measured against two thresholds. */
export const valueLevels = ['high', 'middle', 'low'] as const;
export type ValueLevel = (typeof valueLevels)[number];

const grade = z.enum(accountGrades);
const amount = z.string().regex(/^\d{1,15}(\.\d{1,4})?$/, 'an amount such as 100000 or 99.50');
const rate = z.string().regex(/^\d{1,9}(\.\d{1,8})?$/, 'a positive number').refine((text) => Number(text) > 0, 'a positive number');
const currency = z.string().regex(/^[A-Z]{3}$/, 'three capital letters such as CNY');
/** In the currency of the policy; what reaches neither is low. */
const thresholds = z
  .strictObject({ high: amount, middle: amount })
  .refine(({ high, middle }) => Number(high) > Number(middle), { error: 'high must be more than middle', params: { action: 'write the larger amount for high' } });
const byPotential = z.strictObject({ high: grade, middle: grade, low: grade });
const recipients = z.array(z.enum(['owner', 'team', 'manager', 'head'])).min(1);

/** What an account is worth to us, and how often it is to be visited because of that. */
export const accountPolicySchema = z
  .strictObject({
    kind: z.literal('account'),
    ...policyHeader,
    value: z.strictObject({
      /** Everything is measured in it. */
      currency,
      /** One unit of another currency in the policy's. A currency without a rate is not counted, and the reasons say so. */
      rates: z.record(currency, rate).default({}),
      /** What counts as the current value: the sum over the last so many calendar days. */
      current: z.strictObject({ of: z.enum(['won', 'invoiced', 'received']), withinDays: wholeDays.min(1) }),
    }),
    levels: z.strictObject({ current: thresholds, potential: thresholds }),
    /** Level of the current value → level of the potential → grade. */
    grades: z.strictObject({ high: byPotential, middle: byPotential, low: byPotential }),
    /** A key account never falls below this grade. */
    keyAccountAtLeast: grade.optional(),
    visits: z.strictObject({
      /** Whether days below are working days of the company's calendar or calendar days. */
      basis: z.enum(['working', 'calendar']),
      /** Days from the last visit to the next; null: visits are not expected. */
      everyDays: z.record(grade, wholeDays.min(1).nullable()),
      /** Local time of the day at which a visit is overdue. */
      cutOff: localTimeOfDay,
      /** Local time at which people are reminded. */
      remindAt: localTimeOfDay,
      reminders: z.array(z.strictObject({ daysBefore: wholeDays.min(1), recipients })),
      /** Who is told when the visit was not made, at the end itself (0) and days later. */
      overdue: z.array(z.strictObject({ daysAfter: wholeDays, recipients })).min(1),
    }),
  })
  .superRefine(({ visits }, context) => {
    const fault = (message: string, path: string[], action: string): void => brokenRule(context, ['visits', ...path], message, action);
    if (visits.remindAt >= visits.cutOff) fault('must be before the cut-off', ['remindAt'], `write a time before ${visits.cutOff}, or end the day later`);
    const before = visits.reminders.map(({ daysBefore }) => daysBefore);
    if (new Set(before).size !== before.length) fault('one reminder for each number of days', ['reminders'], 'put the recipients of both into one');
    const after = visits.overdue.map(({ daysAfter }) => daysAfter);
    if (new Set(after).size !== after.length) fault('one step for each number of days', ['overdue'], 'put the recipients of both into one');
  });

export type AccountPolicy = z.infer<typeof accountPolicySchema>;
export type VisitRecipient = z.infer<typeof recipients>[number];
