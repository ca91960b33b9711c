import { z } from 'zod';

/** Fields of an account that a column may feed. */
export const accountImportFields = [
  'name', 'externalId', 'creditCode', 'website', 'country', 'city', 'sector', 'phone', 'employees', 'established', 'revenue', 'potential', 'keyAccount',
  'parent', 'owner',
] as const;
export type AccountImportField = (typeof accountImportFields)[number];

const rule = z.strictObject({
  /** Header of the column, compared after trimming. */
  column: z.string().min(1),
  /** Replacements of whole values, compared without regard to case: mends what is always misspelt. */
  values: z.record(z.string(), z.string()).optional(),
});
const columnRule = z.union([z.string().min(1), rule.strict()]);
const factor = z.string().regex(/^\d{1,9}(\.\d{1,6})?$/, 'a positive number');

/** Which column feeds which field of an account. Example: deploy/mappings/customer-accounts.json. */
export const accountMappingSchema = z.strictObject({
  name: z.string().min(1).max(200),
  /** For people; never read by the import. */
  docs: z.string().optional(),
  format: z.enum(['auto', 'csv', 'xlsx']).default('auto'),
  encoding: z.enum(['auto', 'utf-8', 'gbk']).default('auto'),
  delimiter: z.string().length(1).default(','),
  sheet: z.string().optional(),
  /** Names the system that the file comes from: an account is known again by it and its id there, or its name where the file has no ids. */
  system: z.string().min(1).max(100),
  /** Values that mean "not given" everywhere; the empty value always does. */
  notGiven: z.array(z.string()).default([]),
  /** Of revenue and potential. */
  currency: z.string().regex(/^[A-Z]{3}$/).default('CNY'),
  /** What one unit of the file's amounts is: 1000000 where it counts in millions. */
  amountUnit: factor.default('1'),
  columns: z.partialRecord(z.enum(accountImportFields), columnRule).refine((columns) => columns.name !== undefined, 'a column must feed the name'),
});
export type AccountMapping = z.infer<typeof accountMappingSchema>;
