import { pageQuery, searchedText } from '@throughline/http/page';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { taskDetailSchema } from './task-detail.answer';
import { taskSchema } from './task.answer';

export const taskQuerySchema = z.strictObject({
  ...pageQuery,
  /**
   * mine: I am asked, and nobody else has taken it · team: somebody below me is asked · waiting: others are asked for what I requested or handed on ·
   * done: I decided. By due, then amount, greatest first; done: newest first.
   */
  view: z.enum(['mine', 'team', 'waiting', 'done']).default('mine'),
  kind: z.enum(['approval', 'review', 'collection']).optional(),
  dueBefore: z.iso.datetime({ offset: true }).optional(),
  /** Somewhere in what is asked. */
  text: searchedText,
});
export type TaskQuery = z.infer<typeof taskQuerySchema>;

export const taskPageSchema = z.object({
  items: z.array(taskSchema),
  next: z.string().optional(),
  /** Whatever the view and the filters: `open`, `overdue` and `claimed` are of my own list; the others stop at 1,000. `copied`: of the requests in /v1/approvals?view=copied. */
  counts: z.object({ open: z.int(), overdue: z.int(), claimed: z.int(), mine: z.int(), team: z.int(), waiting: z.int(), done: z.int(), copied: z.int() }),
});
export type TaskPage = z.infer<typeof taskPageSchema>;

export class TaskQueryDto extends createZodDto(taskQuerySchema) {}
export class TaskPageDto extends createZodDto(taskPageSchema) {}
export class TaskDetailDto extends createZodDto(taskDetailSchema) {}
