import { z } from 'zod';
import { fileChannel } from '../lead/lead-channel';

/** Fields of a lead that a column may feed. */
export const importFields = [
  'externalId', 'displayName', 'companyName', 'contactName', 'email', 'phone', 'website', 'creditCode', 'country', 'region', 'city', 'product', 'source', 'campaign',
  'referrer', 'businessType', 'tags', 'expectedCloseOn', 'likelihood', 'owner',
] as const;
export type ImportField = (typeof importFields)[number];

const rule = z.strictObject({
  /** Header of the column, compared after trimming. */
  column: z.string().min(1),
  /** Put before a given value: `"Lead "` makes `Lead 660737` of `660737`. */
  prefix: z.string().max(100).optional(),
  /** Replacements of whole values, after trimming; compared without regard to case. */
  values: z.record(z.string(), z.string()).optional(),
  /** Values that mean "not given" in this column, on top of the mapping's own. */
  notGiven: z.array(z.string()).optional(),
  /** A row without this value is refused (`import.value_required`). */
  required: z.boolean().optional(),
  /** What happens to an e-mail, phone, credit code, date, percentage or owner that is none: refuse the row (default) or leave the value out. */
  invalid: z.enum(['refuse', 'drop']).optional(),
});
/** A rule, or just the header of the column. */
const columnRule = z.union([z.string().min(1), rule]);
export type ColumnRule = z.infer<typeof rule>;
export const asRule = (given: string | ColumnRule): ColumnRule => (typeof given === 'string' ? { column: given } : given);

/** Which column feeds which field, and what the file's own habits mean. Example: deploy/mappings/education-leads.json. */
export const importMappingSchema = z.strictObject({
  name: z.string().min(1).max(200),
  /** For people; never read by the import. */
  docs: z.string().optional(),
  format: z.enum(['auto', 'csv', 'xlsx']).default('auto'),
  /** `auto`: byte order mark, else UTF-8 if all bytes are, else GBK if they read as Chinese. */
  encoding: z.enum(['auto', 'utf-8', 'gbk']).default('auto'),
  delimiter: z.string().length(1).default(','),
  /** Sheet of a workbook, by name; the first one when absent. */
  sheet: z.string().optional(),
  /** Names the system that the external ids come from; ids of different systems never collide. */
  system: z.string().min(1).max(100),
  /** Values that mean "not given" everywhere, compared after trimming and without regard to case; the empty value always does. */
  notGiven: z.array(z.string()).default([]),
  /** ISO 3166 alpha-2; national telephone numbers are read as this country's. */
  phoneCountry: z.string().regex(/^[A-Z]{2}$/).default('CN'),
  /** What the file is: any file (default), a list of visitors of an event, of a partner … Kept with each lead for ever. */
  channel: fileChannel.default('import'),
  columns: z.partialRecord(z.enum(importFields), columnRule),
  /** Fixed values for fields that no column feeds, or where the column gives none. */
  constants: z.partialRecord(z.enum(importFields), z.string()).default({}),
  /** Further columns to keep as they are: attribute name → header. */
  attributes: z.record(z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,59}$/), z.string().min(1)).default({}),
}).refine((mapping) => ['displayName', 'companyName', 'contactName'].some((field) => field in mapping.columns), {
  path: ['columns'],
  message: 'one of displayName, companyName, contactName must be fed by a column',
});
export type ImportMapping = z.infer<typeof importMappingSchema>;
