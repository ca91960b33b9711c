import { z } from 'zod';
import { localTimeOfDay, policyHeader, wholeDays } from './policy-document';

const level = z.strictObject({
  level: z.number().int().min(1),
  /** Calendar days after the due date of the oldest open line. */
  daysAfter: wholeDays.min(1),
  label: z.string().min(1),
  /** True: a collector gets a task as well as the customer a letter. */
  opensTask: z.boolean().optional(),
});

/** What a customer who owes is told, and when. One letter for all his lines. */
export const dunningPolicySchema = z
  .strictObject({
    kind: z.literal('dunning'),
    ...policyHeader,
    /** Calendar days before a line is due; each reminds once. */
    remindBeforeDays: z.array(wholeDays.min(1)),
    levels: z.array(level).min(1),
    /** Local time at which letters are written, on working days. */
    sendAt: localTimeOfDay,
  })
  .refine(
    ({ levels }) => levels.every((one, i) => one.level === i + 1 && (i === 0 || levels[i - 1]!.daysAfter < one.daysAfter)),
    'levels must be numbered from 1 and each must come later than the one before',
  )
  .refine(({ remindBeforeDays }) => new Set(remindBeforeDays).size === remindBeforeDays.length, 'one reminder for each number of days');

export type DunningPolicy = z.infer<typeof dunningPolicySchema>;
export type DunningLevel = DunningPolicy['levels'][number];
