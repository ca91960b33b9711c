import { pageQuery } from '@throughline/http/page';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

/** waiting: a task waits for you · reminder: it still does · escalated: it climbed to you · decided: your request ended · question, answer: about a request · copied: you are told of a request of others. */
export const noticeKind = z.enum(['waiting', 'reminder', 'escalated', 'decided', 'question', 'answer', 'copied']);
export type NoticeKind = z.infer<typeof noticeKind>;

export const noticesQuerySchema = z.strictObject({
  ...pageQuery,
  kind: noticeKind.optional(),
  /** true: only what has not been read. */
  unread: z.enum(['true', 'false']).default('false').transform((text) => text === 'true'),
});
export type NoticesQuery = z.infer<typeof noticesQuerySchema>;

export const noticeSchema = z.object({
  id: z.uuid(),
  kind: noticeKind,
  /** Type of the fact that it tells of. */
  type: z.string(),
  taskId: z.uuid().nullable(),
  approvalId: z.uuid().nullable(),
  /** What is, or was, asked, in one line. */
  ask: z.string(),
  /** The question, the answer, or the comment of whoever decided. */
  said: z.string().nullable(),
  at: z.iso.datetime(),
  readAt: z.iso.datetime().nullable(),
});

/** `unread`: of all kinds; stops at 1,000. */
export const noticesPageSchema = z.object({ items: z.array(noticeSchema), next: z.string().optional(), unread: z.int() });
export type NoticesPage = z.infer<typeof noticesPageSchema>;

export class NoticesQueryDto extends createZodDto(noticesQuerySchema) {}
export class NoticesPageDto extends createZodDto(noticesPageSchema) {}
