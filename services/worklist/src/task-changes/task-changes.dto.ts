import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const taskChangesQuerySchema = z.strictObject({
  /** Ends after so many seconds by itself. 0: what there is, and no more; for programs that come back now and then. */
  seconds: z.coerce.number().int().min(0).max(3_600).optional(),
});

export class TaskChangesQueryDto extends createZodDto(taskChangesQuerySchema) {}
