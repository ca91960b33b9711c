import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { ABSENCE_KINDS } from '../absence/absence';

/** A day in the person's zone, or an instant. */
const dayOrInstant = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

export const planAbsenceSchema = z.strictObject({
  from: dayOrInstant,
  /** A day is meant to its end. */
  to: dayOrInstant,
  kind: z.enum(ABSENCE_KINDS),
});
export type PlanAbsence = z.infer<typeof planAbsenceSchema>;
export class PlanAbsenceDto extends createZodDto(planAbsenceSchema) {}
