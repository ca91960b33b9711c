import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const rescoreLeadsSchema = z.strictObject({
  /** `next` of the answer before; from the first lead when absent. */
  after: z.uuid().optional(),
  /** Leads looked at by one request. */
  limit: z.int().min(1).max(5_000).default(2_000),
});
export type RescoreLeads = z.infer<typeof rescoreLeadsSchema>;
export class RescoreLeadsDto extends createZodDto(rescoreLeadsSchema) {}

/** `next` is absent when every lead has been looked at. */
export const rescoredLeadsSchema = z.object({ lookedAt: z.int(), changed: z.int(), next: z.uuid().optional() });
export type RescoredLeads = z.infer<typeof rescoredLeadsSchema>;
export class RescoredLeadsDto extends createZodDto(rescoredLeadsSchema) {}
