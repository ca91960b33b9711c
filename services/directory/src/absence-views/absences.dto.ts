import { pageQuery, pageSchema } from '@throughline/http/page';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { ABSENCE_KINDS } from '../absence/absence';

export const absenceSchema = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  kind: z.enum(ABSENCE_KINDS),
  from: z.iso.datetime(),
  /** The first instant at which the person is back. */
  to: z.iso.datetime(),
  cancelledAt: z.iso.datetime().nullable(),
});
export type AbsenceView = z.infer<typeof absenceSchema>;

export const absencesQuerySchema = z.strictObject({
  ...pageQuery,
  /** Only those that end after this instant. */
  after: z.iso.datetime({ offset: true }).optional(),
  cancelled: z.enum(['with', 'without']).default('without'),
});
export type AbsencesQuery = z.infer<typeof absencesQuerySchema>;

export class AbsenceDto extends createZodDto(absenceSchema) {}
export class AbsencesPageDto extends createZodDto(pageSchema(absenceSchema)) {}
export class AbsencesQueryDto extends createZodDto(absencesQuerySchema) {}
