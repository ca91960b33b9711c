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

export const calendarListSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      /** What units and people name it by. */
      key: z.string(),
      name: z.string(),
      shifts: z.boolean(),
      zone: z.string(),
      /** The last day whose holidays are known. */
      publishedUntil: z.iso.date(),
      publishedAt: z.iso.datetime(),
      version: z.int(),
    }),
  ),
});
export type CalendarList = z.infer<typeof calendarListSchema>;
export class CalendarListDto extends createZodDto(calendarListSchema) {}
