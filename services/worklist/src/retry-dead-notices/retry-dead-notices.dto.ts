import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { sayWhich, saysWhich, whichDeadNotices } from '../dead-notices/dead-notices.dto';

export const retryDeadNoticesSchema = z.strictObject({ ...whichDeadNotices }).refine(saysWhich, sayWhich);
export type RetryDeadNotices = z.infer<typeof retryDeadNoticesSchema>;

/** `more`: there may be others; ask again. */
export const deadNoticesRetriedSchema = z.object({ retried: z.int(), more: z.boolean() });
export type DeadNoticesRetried = z.infer<typeof deadNoticesRetriedSchema>;

export class RetryDeadNoticesDto extends createZodDto(retryDeadNoticesSchema) {}
export class DeadNoticesRetriedDto extends createZodDto(deadNoticesRetriedSchema) {}
