import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const setCalendarSchema = z.strictObject({
  /** Key of a published working calendar; null: that of the unit, or of the one above it. */
  calendarKey: z.string().min(1).max(60).nullable(),
});
export class SetCalendarDto extends createZodDto(setCalendarSchema) {}
