import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const comment = z.string().trim().min(1).max(2000).optional();

export const decideTaskSchema = z.strictObject({
  /** Approvals: approved, rejected, returned. Reviews: approved, returned. Collection: done. */
  outcome: z.enum(['approved', 'rejected', 'returned', 'done']),
  comment,
  /** Of an approval that is returned: to this leg of an earlier step, which is asked again with all after it. Left out: to the requester. */
  toLeg: z.string().min(1).max(100).optional(),
  /** Fields of the request that the leg lets its people change with a yes. */
  changes: z.record(z.string().max(100), z.string().trim().min(1).max(200)).optional(),
  /** Your full name, where the leg asks for a signature. */
  signature: z.string().trim().min(1).max(200).optional(),
  /** Of the task as it was read; left out, it is decided as it is now. */
  version: z.int().min(0).optional(),
});
export const completeTaskSchema = z.strictObject({ comment });

export const decisionAnswerSchema = z.object({
  /** `unknown` (202): not heard of in time; it is tried again, and the address in Location tells how it ended. */
  answer: z.enum(['accepted', 'unknown']),
  taskId: z.uuid(),
  outcome: z.string().nullable(),
  by: z.uuid().nullable(),
  at: z.iso.datetime().nullable(),
});
export type DecisionReply = z.infer<typeof decisionAnswerSchema>;

export class DecideTaskDto extends createZodDto(decideTaskSchema) {}
export class CompleteTaskDto extends createZodDto(completeTaskSchema) {}
export class DecisionReplyDto extends createZodDto(decisionAnswerSchema) {}
