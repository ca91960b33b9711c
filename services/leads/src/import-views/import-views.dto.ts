import { pageQuery, pageSchema } from '@throughline/http/page';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

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
