import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import type { PlannedPosition } from '../planned-position/planned-position';

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

export const plannedPositionSchema = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  /** Another main position, one beside it, the end of one beside it, or the first one, with which he joins. */
  kind: z.enum(['main', 'beside', 'end', 'join']),
  /** Of an end: the position that ends. */
  positionId: z.uuid().nullable(),
  unitId: z.uuid(),
  title: z.string(),
  managerId: z.uuid().nullable(),
  /** The first day with it, or without it, in the zone of the unit's working calendar. */
  day: z.iso.date(),
  startsAt: z.iso.datetime(),
  status: z.enum(['planned', 'done', 'withdrawn', 'failed']),
  /** Why it could not be done on its day. */
  code: z.string().nullable(),
});
export type PlannedPositionView = z.infer<typeof plannedPositionSchema>;
export const plannedPositionView = (plan: PlannedPosition): PlannedPositionView => ({ ...plan, startsAt: plan.startsAt.toISOString() });

export const positionsSchema = z.object({
  items: z.array(positionSchema),
  /** What lies ahead, the earliest first, and what failed on its day. */
  planned: z.array(plannedPositionSchema),
});
export type PositionsView = z.infer<typeof positionsSchema>;

export const positionsQuerySchema = z.strictObject({
  /** Only what was held on this day. */
  asOf: z.iso.date().optional(),
});

export class PositionDto extends createZodDto(positionSchema) {}
export class PlannedPositionDto extends createZodDto(plannedPositionSchema) {}
export class PositionsDto extends createZodDto(positionsSchema) {}
export class PositionsQueryDto extends createZodDto(positionsQuerySchema) {}
