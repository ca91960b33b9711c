import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { accountStateSchema } from '../account/account-state.dto';

/** What to do where the same company may be here already, as a customer or an open lead. */
export const onPossibleDuplicate = {
  /** `create`: it is a company of its own; somebody else's record makes that an approval. */
  onDuplicate: z.enum(['refuse', 'create']).default('refuse'),
  /** Why it is entered all the same. */
  duplicateReason: z.string().trim().min(1).max(1_000).optional(),
};

/** The account; while an approval is asked for only the status and the id of the request. */
export const enteredAccountSchema = accountStateSchema.partial().extend({
  status: z.enum([...accountStateSchema.shape.status.options, 'in-approval']),
  /** Of the approval. */
  requestId: z.uuid().optional(),
});
export type EnteredAccount = z.infer<typeof enteredAccountSchema>;
export class EnteredAccountDto extends createZodDto(enteredAccountSchema) {}
