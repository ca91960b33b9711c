import { createZodDto } from 'nestjs-zod';
import type { z } from 'zod';
import type { AccountFields } from '../account/account-fields.dto';
import { accountFieldsSchema } from '../account/account-fields.dto';
import { onPossibleDuplicate } from '../answer-account-duplicate/answer-account-duplicate.dto';

export type ChangeAccount = AccountFields;
const changeAccountSchema = accountFieldsSchema.extend(onPossibleDuplicate);
export type RenameAccount = z.infer<typeof changeAccountSchema>;
export class ChangeAccountDto extends createZodDto(changeAccountSchema) {}
