import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const answerQuestionSchema = z.strictObject({ answer: z.string().trim().min(1).max(2000) });
export const answerReplySchema = z.object({ answer: z.enum(['accepted', 'unknown']), questionId: z.uuid(), answeredAt: z.iso.datetime().nullable() });
export type AnswerReply = z.infer<typeof answerReplySchema>;

export class AnswerQuestionDto extends createZodDto(answerQuestionSchema) {}
export class AnswerReplyDto extends createZodDto(answerReplySchema) {}
