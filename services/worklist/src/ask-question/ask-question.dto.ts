import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const askQuestionSchema = z.strictObject({
  question: z.string().trim().min(1).max(2000),
  /** The requester, or somebody on the route; left out: the requester. */
  of: z.uuid().optional(),
});
export const questionReplySchema = z.object({
  answer: z.enum(['accepted', 'unknown']),
  taskId: z.uuid(),
  /** Null where it was not heard of in time. */
  questionId: z.uuid().nullable(),
});
export type QuestionReply = z.infer<typeof questionReplySchema>;

export class AskQuestionDto extends createZodDto(askQuestionSchema) {}
export class QuestionReplyDto extends createZodDto(questionReplySchema) {}
