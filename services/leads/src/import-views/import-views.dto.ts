import { pageQuery, pageSchema } from '@throughline/http/page';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { importReportSchema } from '../import-leads/import-leads.dto';

const outcome = z.enum(['created', 'merged', 'refused']);

export const importRowsQuerySchema = z.strictObject({ ...pageQuery, outcome: outcome.optional() });
export type ImportRowsQuery = z.infer<typeof importRowsQuerySchema>;
export class ImportRowsQueryDto extends createZodDto(importRowsQuerySchema) {}

export const importedRowSchema = z.object({
  /** Rows below the header, from 1. */
  rowNo: z.int(),
  outcome,
  name: z.string().nullable(),
  /** Created, or merged into. */
  leadId: z.uuid().nullable(),
  /** Merged: the kind of key that was the same. */
  matchedBy: z.string().nullable(),
  /** Refused: error code, and the field at fault. */
  code: z.string().nullable(),
  field: z.string().nullable(),
});
export type ImportedRow = z.infer<typeof importedRowSchema>;
export class ImportRowsPageDto extends createZodDto(pageSchema(importedRowSchema)) {}

export const importsQuerySchema = z.strictObject(pageQuery);
export type ImportsQuery = z.infer<typeof importsQuerySchema>;
export class ImportsQueryDto extends createZodDto(importsQuerySchema) {}

export const importLineSchema = importReportSchema.pick({ importId: true, poolId: true, fileName: true, mapping: true, dryRun: true, status: true, totals: true, startedAt: true }).extend({
  /** Whose import it is. */
  startedBy: z.string(),
});
export type ImportLine = z.infer<typeof importLineSchema>;
export class ImportsPageDto extends createZodDto(pageSchema(importLineSchema)) {}
