import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

/** What somebody does at the customer, and whom of ours he therefore talks to. */
export const personFunction = z.enum(['executive', 'finance', 'purchasing', 'technology', 'operations', 'legal', 'sales', 'other']);

export const mapRelationshipSchema = z.strictObject({
  /** Theirs ↔ ours: executives with executives, finance with finance. */
  function: personFunction,
  /** From 1 (have met) to 5 (call each other). */
  strength: z.int().min(1).max(5),
  note: z.string().trim().min(1).max(2_000).optional(),
});
export type MapRelationship = z.infer<typeof mapRelationshipSchema>;
export class MapRelationshipDto extends createZodDto(mapRelationshipSchema) {}
