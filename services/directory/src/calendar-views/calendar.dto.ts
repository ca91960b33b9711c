import { workingCalendarSchema } from '@throughline/calendar/working-calendar';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const calendarViewSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  /** True for the hours of a shift. */
  shifts: z.boolean(),
  calendar: workingCalendarSchema,
  publishedAt: z.iso.datetime(),
  version: z.int(),
});
export type CalendarView = z.infer<typeof calendarViewSchema>;

export class CalendarDto extends createZodDto(calendarViewSchema) {}
