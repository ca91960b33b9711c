import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { sayWhich, saysWhich, whichDeadNotices } from '../dead-notices/dead-notices.dto';

export const dropDeadNoticesSchema = z.strictObject({ ...whichDeadNotices, reason: z.string().trim().min(1).max(500) }).refine(saysWhich, sayWhich);
export type DropDeadNotices = z.infer<typeof dropDeadNoticesSchema>;

/** `more`: there may be others; ask again. */
export const deadNoticesDroppedSchema = z.object({ dropped: z.int(), more: z.boolean() });
export type DeadNoticesDropped = z.infer<typeof deadNoticesDroppedSchema>;

export class DropDeadNoticesDto extends createZodDto(dropDeadNoticesSchema) {}
export class DeadNoticesDroppedDto extends createZodDto(deadNoticesDroppedSchema) {}
