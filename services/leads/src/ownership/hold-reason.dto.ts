import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

/** What pausing, resuming, locking and unlocking a lead are told: why. */
export const holdReasonSchema = z.strictObject({ reason: z.string().trim().min(1).max(1_000) });
export type HoldReason = z.infer<typeof holdReasonSchema>;
export class HoldReasonDto extends createZodDto(holdReasonSchema) {}
