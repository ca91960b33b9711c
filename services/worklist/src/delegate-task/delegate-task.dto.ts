import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const delegateTaskSchema = z.strictObject({
  /** The person who is asked from now on. */
  to: z.uuid(),
});
export const delegationReplySchema = z.object({ answer: z.enum(['accepted', 'unknown']), taskId: z.uuid(), potentialOwners: z.array(z.uuid()) });
export type DelegationReply = z.infer<typeof delegationReplySchema>;

export class DelegateTaskDto extends createZodDto(delegateTaskSchema) {}
export class DelegationReplyDto extends createZodDto(delegationReplySchema) {}
