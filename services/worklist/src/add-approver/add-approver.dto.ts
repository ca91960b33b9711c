import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const addApproverSchema = z.strictObject({
  personId: z.uuid(),
  /** before: he is asked first, then this leg again · after: once this leg has said yes. */
  place: z.enum(['before', 'after']),
  comment: z.string().trim().min(1).max(2000).optional(),
});
export const additionReplySchema = z.object({
  answer: z.enum(['accepted', 'unknown']),
  taskId: z.uuid(),
  /** Key of the leg in which he is asked; null where it was not heard of in time. */
  leg: z.string().nullable(),
});
export type AdditionReply = z.infer<typeof additionReplySchema>;

export class AddApproverDto extends createZodDto(addApproverSchema) {}
export class AdditionReplyDto extends createZodDto(additionReplySchema) {}
