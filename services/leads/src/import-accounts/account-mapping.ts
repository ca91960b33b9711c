import { z } from 'zod';
import { columnRuleSchema, fileHabitsSchema } from '../import-file/file-habits';

/** Fields of an account that a column may feed. */
export const accountImportFields = [
  'name', 'externalId', 'creditCode', 'website', 'country', 'city', 'sector', 'phone', 'employees', 'established', 'revenue', 'potential', 'keyAccount',
  'parent', 'owner',
] as const;
export type AccountImportField = (typeof accountImportFields)[number];

const factor = z.string().regex(/^\d{1,9}(\.\d{1,6})?$/, 'a positive number');

/**
 * Which column feeds which field of an account; an account is known again by the file's system and its id there, or its name where the file has no ids.
 * Example: deploy/mappings/customer-accounts.json.
 */
export const accountMappingSchema = fileHabitsSchema.extend({
  /** Of revenue and potential. */
  currency: z.string().regex(/^[A-Z]{3}$/).default('CNY'),
  /** What one unit of the file's amounts is: 1000000 where it counts in millions. */
  amountUnit: factor.default('1'),
  columns: z.partialRecord(z.enum(accountImportFields), z.union([z.string().min(1), columnRuleSchema])).refine((columns) => columns.name !== undefined, 'a column must feed the name'),
});
export type AccountMapping = z.infer<typeof accountMappingSchema>;
