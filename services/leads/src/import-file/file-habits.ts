import { z } from 'zod';

/** What every mapping document says of its file, whatever the rows are. */
export const fileHabitsSchema = z.strictObject({
  name: z.string().min(1).max(200),
  /** For people; never read by the import. */
  docs: z.string().optional(),
  format: z.enum(['auto', 'csv', 'xlsx']).default('auto'),
  /** `auto`: byte order mark, else UTF-8 if all bytes are, else GBK if they read as Chinese. */
  encoding: z.enum(['auto', 'utf-8', 'gbk']).default('auto'),
  delimiter: z.string().length(1).default(','),
  /** Sheet of a workbook, by name; the first one when absent. */
  sheet: z.string().optional(),
  /** Names the system that the file comes from; ids of different systems never collide. */
  system: z.string().min(1).max(100),
  /** Values that mean "not given" everywhere, compared after trimming and without regard to case; the empty value always does. */
  notGiven: z.array(z.string()).default([]),
});
export type FileHabits = z.infer<typeof fileHabitsSchema>;

/** How one column feeds a field. */
export const columnRuleSchema = z.strictObject({
  /** Header of the column, compared after trimming. */
  column: z.string().min(1),
  /** Replacements of whole values, after trimming; compared without regard to case. */
  values: z.record(z.string(), z.string()).optional(),
});
export type ColumnRule = z.infer<typeof columnRuleSchema>;

/** A rule may be just the header of its column. */
export const asRule = <R extends ColumnRule>(given: string | R): R | ColumnRule => (typeof given === 'string' ? { column: given } : given);
