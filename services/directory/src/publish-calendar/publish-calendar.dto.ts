import { workingCalendarSchema } from '@throughline/calendar/working-calendar';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const publishCalendarSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  /** True for the hours of a shift: then it never counts as the company's calendar. */
  shifts: z.boolean().default(false),
  calendar: workingCalendarSchema.omit({ id: true }),
});
export type PublishCalendar = z.infer<typeof publishCalendarSchema>;
export class PublishCalendarDto extends createZodDto(publishCalendarSchema) {}
