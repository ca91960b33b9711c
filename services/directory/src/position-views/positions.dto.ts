import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const positionSchema = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  unitId: z.uuid(),
  title: z.string(),
  managerId: z.uuid().nullable(),
  main: z.boolean(),
  /** The first day, in the person's zone. */
  from: z.iso.date(),
  /** The first day on which it is no longer held. */
  until: z.iso.date().nullable(),
});
export type PositionView = z.infer<typeof positionSchema>;

export const positionsQuerySchema = z.strictObject({
  /** Only what was held on this day. */
  asOf: z.iso.date().optional(),
});

export class PositionDto extends createZodDto(positionSchema) {}
export class PositionsDto extends createZodDto(z.object({ items: z.array(positionSchema) })) {}
export class PositionsQueryDto extends createZodDto(positionsQuerySchema) {}
