import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { activityKinds } from '@throughline/policy/activity';
import { activityRecords } from '@throughline/policy/lead-policy';
import { leadStateSchema } from '../lead/lead-state.dto';

export const recordActivitySchema = z.strictObject({
  kind: z.enum(activityKinds),
  /** Length in minutes; some kinds count as work on the lead only from a minimum on. */
  minutes: z.int().min(0).max(1_440).optional(),
  /** What the activity was with; a policy says which of them count for the lead. */
  on: z.enum(activityRecords).default('lead'),
  note: z.string().max(10_000).optional(),
  /** What one believes of the lead after it: on which day the customer decides, how likely it is (percent). Null takes it back. */
  outlook: z.strictObject({ expectedCloseOn: z.iso.date().nullable().optional(), likelihood: z.int().min(0).max(100).nullable().optional() }).optional(),
});
export type RecordActivity = z.infer<typeof recordActivitySchema>;
export class RecordActivityDto extends createZodDto(recordActivitySchema) {}

/** `resets`: whether the activity counts as work on the lead by the pool's policy. */
export const recordedActivitySchema = leadStateSchema.extend({ activityId: z.uuid(), resets: z.boolean() });
export type RecordedActivity = z.infer<typeof recordedActivitySchema>;
export class RecordedActivityDto extends createZodDto(recordedActivitySchema) {}
