import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { decideTaskSchema } from '../decide-task/decide-task.dto';

export const mostAtOnce = 50;

export const decideTasksSchema = z.strictObject({
  items: z
    .array(decideTaskSchema.extend({ taskId: z.uuid() }))
    .min(1)
    .max(mostAtOnce)
    .refine((items) => new Set(items.map(({ taskId }) => taskId)).size === items.length, 'each task only once'),
});

export const itemAnswerSchema = z.object({
  taskId: z.uuid(),
  /**
   * `unknown`: not heard of in time, it is tried again · `changed`: something happened to it since the version given, look again ·
   * `closed`: lapsed or not needed any more · `refused`: as `code` says · `failed`: not decided, send it again with the same key.
   */
  answer: z.enum(['accepted', 'unknown', 'already_decided', 'not_yours', 'changed', 'closed', 'not_found', 'refused', 'failed']),
  /** The error's code; null for what was accepted or not heard of. */
  code: z.string().nullable(),
  /** The decision that stands: his, or that of whoever was first. */
  outcome: z.string().nullable(),
  by: z.uuid().nullable(),
  at: z.iso.datetime().nullable(),
  /** Of the task as it is now, where it has changed. */
  version: z.int().nullable(),
});
export type ItemAnswer = z.infer<typeof itemAnswerSchema>;
export const decideTasksAnswerSchema = z.object({ answers: z.array(itemAnswerSchema) });
export type DecideTasksAnswer = z.infer<typeof decideTasksAnswerSchema>;

export class DecideTasksDto extends createZodDto(decideTasksSchema) {}
export class DecideTasksAnswerDto extends createZodDto(decideTasksAnswerSchema) {}
