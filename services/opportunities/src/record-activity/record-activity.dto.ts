import { activityKinds } from '@throughline/policy/activity';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const recordActivitySchema = z.strictObject({
  kind: z.enum(activityKinds),
  /** Length in minutes; rules of leads may count some kinds only from a minimum on. */
  minutes: z.int().min(0).max(1_440).optional(),
  /** What it was about: the deal, or a quote for it. */
  on: z.enum(['deal', 'quote']).default('deal'),
  note: z.string().max(10_000).optional(),
});
export type RecordActivity = z.infer<typeof recordActivitySchema>;
export class RecordActivityDto extends createZodDto(recordActivitySchema) {}

export const recordedActivitySchema = z.object({ activityId: z.uuid(), opportunityId: z.uuid(), version: z.int() });
export type RecordedActivity = z.infer<typeof recordedActivitySchema>;
export class RecordedActivityDto extends createZodDto(recordedActivitySchema) {}
