import { z } from 'zod';
import { columnRuleSchema, fileHabitsSchema } from '../import-file/file-habits';
import { fileChannel } from '../lead/lead-channel';

/** Fields of a lead that a column may feed. */
export const importFields = [
  'externalId', 'displayName', 'companyName', 'contactName', 'email', 'phone', 'website', 'creditCode', 'country', 'region', 'city', 'product', 'source', 'campaign',
  'referrer', 'businessType', 'tags', 'expectedCloseOn', 'likelihood', 'owner',
] as const;
export type ImportField = (typeof importFields)[number];

const rule = columnRuleSchema.extend({
  /** Put before a given value: `"Lead "` makes `Lead 660737` of `660737`. */
  prefix: z.string().max(100).optional(),
  /** Values that mean "not given" in this column, on top of the mapping's own. */
  notGiven: z.array(z.string()).optional(),
  /** A row without this value is refused (`import.value_required`). */
  required: z.boolean().optional(),
  /** What happens to an e-mail, phone, credit code, date, percentage or owner that is none: refuse the row (default) or leave the value out. */
  invalid: z.enum(['refuse', 'drop']).optional(),
});
export type ColumnRule = z.infer<typeof rule>;

/** Which column feeds which field of a lead, and what the file's own habits mean. Example: deploy/mappings/education-leads.json. */
export const importMappingSchema = fileHabitsSchema.extend({
  /** ISO 3166 alpha-2; national telephone numbers are read as this country's. */
  phoneCountry: z.string().regex(/^[A-Z]{2}$/).default('CN'),
  /** What the file is: any file (default), a list of visitors of an event, of a partner … Kept with each lead for ever. */
  channel: fileChannel.default('import'),
  columns: z.partialRecord(z.enum(importFields), z.union([z.string().min(1), rule])),
  /** Fixed values for fields that no column feeds, or where the column gives none. */
  constants: z.partialRecord(z.enum(importFields), z.string()).default({}),
  /** Further columns to keep as they are: attribute name → header. */
  attributes: z.record(z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,59}$/), z.string().min(1)).default({}),
}).refine((mapping) => ['displayName', 'companyName', 'contactName'].some((field) => field in mapping.columns), {
  path: ['columns'],
  message: 'one of displayName, companyName, contactName must be fed by a column',
});
export type ImportMapping = z.infer<typeof importMappingSchema>;
