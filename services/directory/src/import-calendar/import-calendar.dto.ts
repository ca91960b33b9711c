import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const importCalendarSchema = z.strictObject({
  /** The iCalendar file (.ics), as text. */
  file: z.string().min(1).max(900_000),
  /** Only tells what would be. */
  dryRun: z.boolean().default(false),
  /** The last day whose holidays are known with this file. Absent: as it was, or the last day of the file if that is later. */
  publishedUntil: z.iso.date().optional(),
});
export type ImportCalendar = z.infer<typeof importCalendarSchema>;

export const calendarImportSchema = z.object({
  /** False after a dry run, and where an event is faulty: then nothing of the file was taken. */
  applied: z.boolean(),
  /** Version of the calendar afterwards. */
  version: z.int(),
  /** Days that are, or would be, other than before. */
  changed: z.array(z.iso.date()),
  events: z.array(
    z.object({
      uid: z.string(),
      name: z.string(),
      outcome: z.enum(['off', 'working', 'passed-over', 'faulty']),
      days: z.array(z.iso.date()),
      why: z.string().optional(),
    }),
  ),
});
export type CalendarImport = z.infer<typeof calendarImportSchema>;

export class ImportCalendarDto extends createZodDto(importCalendarSchema) {}
export class CalendarImportDto extends createZodDto(calendarImportSchema) {}
