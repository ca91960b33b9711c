import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { UNIT_KINDS } from '../unit/unit';

export const unitSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(UNIT_KINDS),
  /** Of the company's own books. */
  code: z.string().nullable(),
  path: z.string(),
  parentId: z.uuid().nullable(),
  headId: z.uuid().nullable(),
  calendarKey: z.string().nullable(),
  closed: z.boolean(),
  version: z.int(),
});
export type UnitView = z.infer<typeof unitSchema>;

export const unitsQuerySchema = z.object({
  /** The tree as it was at this instant, or at the end of this day (company's zone). Absent: as it is. */
  asOf: z.union([z.iso.date(), z.iso.datetime({ offset: true })]).optional(),
  closed: z.enum(['with', 'without']).default('without'),
});
export type UnitsQuery = z.infer<typeof unitsQuerySchema>;

export class UnitDto extends createZodDto(unitSchema) {}
export class UnitTreeDto extends createZodDto(z.object({ items: z.array(unitSchema) })) {}
export class UnitsQueryDto extends createZodDto(unitsQuerySchema) {}
