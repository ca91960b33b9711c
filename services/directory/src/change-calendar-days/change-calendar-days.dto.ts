import { dayPattern, localTimePattern, workingCalendarSchema } from '@throughline/calendar/working-calendar';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const time = z.string().regex(localTimePattern);
const hours = z
  .array(z.strictObject({ from: time, to: z.union([time, z.literal('24:00')]) }))
  .min(1)
  .refine((list) => list.every(({ from, to }, at) => from < to && (at === 0 || list[at - 1]!.to <= from)), 'in order, without overlaps');
const name = z.string().trim().min(1).max(200);
/** A holiday, or a day that is worked though it would not be. */
export const dayException = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('off'), name }),
  z.strictObject({ kind: z.literal('working'), name, /** Those of the first working day of the week where they are absent. */ hours: hours.optional() }),
]);
export type DayException = z.infer<typeof dayException>;

export const changeCalendarDaysSchema = z.strictObject({
  set: z.record(z.string().regex(dayPattern, 'a day as YYYY-MM-DD'), dayException).default({}),
  /** Days that go by the week again. */
  clear: z.array(z.iso.date()).max(1_000).default([]),
  /** The last day whose holidays are known from now on. */
  publishedUntil: workingCalendarSchema.shape.publishedUntil.optional(),
});
export type ChangeCalendarDays = z.infer<typeof changeCalendarDaysSchema>;
export class ChangeCalendarDaysDto extends createZodDto(changeCalendarDaysSchema) {}
