import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { accountFields, accountName } from '../account/account-fields.dto';
import { onPossibleDuplicate } from '../answer-account-duplicate/answer-account-duplicate.dto';

export const createAccountSchema = z.strictObject({
  name: accountName,
  ...accountFields,
  parentId: z.uuid().optional(),
  /** A person; whoever asks where absent. */
  ownerId: z.uuid().optional(),
  /** The same company in another system: known again by it. */
  external: z.strictObject({ system: z.string().min(1).max(100), id: z.string().min(1).max(300) }).optional(),
});
export type CreateAccount = z.infer<typeof createAccountSchema>;

export const enterAccountSchema = createAccountSchema.extend(onPossibleDuplicate);
export type EnterAccount = z.infer<typeof enterAccountSchema>;
export class CreateAccountDto extends createZodDto(enterAccountSchema) {}
