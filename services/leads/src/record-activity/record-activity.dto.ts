import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { leadStateSchema } from '../lead/lead-state.dto';

export const activityKinds = ['call', 'visit', 'meeting', 'mail', 'message', 'note'] as const;

export const recordActivitySchema = z.strictObject({
  kind: z.enum(activityKinds),
  /** Length in minutes; some kinds count as work on the lead only from a minimum on. */
  minutes: z.int().min(0).max(1_440).optional(),
  note: z.string().max(10_000).optional(),
});
export type RecordActivity = z.infer<typeof recordActivitySchema>;
export class RecordActivityDto extends createZodDto(recordActivitySchema) {}

/** `resets`: whether the activity counts as work on the lead by the pool's policy. */
export const recordedActivitySchema = leadStateSchema.extend({ activityId: z.uuid(), resets: z.boolean() });
export type RecordedActivity = z.infer<typeof recordedActivitySchema>;
export class RecordedActivityDto extends createZodDto(recordedActivitySchema) {}
