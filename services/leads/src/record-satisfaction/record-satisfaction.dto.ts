import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const recordSatisfactionSchema = z.strictObject({
  /** From 1 (not at all) to 5 (very). */
  level: z.int().min(1).max(5),
  /** How he said it: survey, talk, complaint … */
  channel: z.string().trim().min(1).max(100),
  comment: z.string().trim().min(1).max(5_000).optional(),
  contactId: z.uuid().optional(),
});
export type RecordSatisfaction = z.infer<typeof recordSatisfactionSchema>;
export class RecordSatisfactionDto extends createZodDto(recordSatisfactionSchema) {}
