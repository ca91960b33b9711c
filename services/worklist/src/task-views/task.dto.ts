import { pageQuery } from '@throughline/http/page';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { taskSchema } from './task.answer';

export const taskQuerySchema = z.strictObject({
  ...pageQuery,
  /** mine: I am asked, and nobody else has taken it · team: somebody below me is asked · done: I decided. */
  view: z.enum(['mine', 'team', 'done']).default('mine'),
  kind: z.enum(['approval', 'review', 'collection']).optional(),
});
export type TaskQuery = z.infer<typeof taskQuerySchema>;

export const taskPageSchema = z.object({
  items: z.array(taskSchema),
  next: z.string().optional(),
  /** Of my own inbox, whatever the view. */
  counts: z.object({ open: z.int(), overdue: z.int(), claimed: z.int() }),
});
export type TaskPage = z.infer<typeof taskPageSchema>;

export class TaskQueryDto extends createZodDto(taskQuerySchema) {}
export class TaskPageDto extends createZodDto(taskPageSchema) {}
export class TaskDto extends createZodDto(taskSchema) {}
