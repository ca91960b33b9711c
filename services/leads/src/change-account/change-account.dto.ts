import { createZodDto } from 'nestjs-zod';
import type { AccountFields } from '../account/account-fields.dto';
import { accountFieldsSchema } from '../account/account-fields.dto';

export type ChangeAccount = AccountFields;
export class ChangeAccountDto extends createZodDto(accountFieldsSchema) {}
