import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { accountFields, accountName } from '../account/account-fields.dto';

/** What is left out stays as it is; null takes it away. */
export const changeAccountSchema = z.strictObject({ name: accountName.optional(), ...accountFields });
export type ChangeAccount = z.infer<typeof changeAccountSchema>;
export class ChangeAccountDto extends createZodDto(changeAccountSchema) {}
