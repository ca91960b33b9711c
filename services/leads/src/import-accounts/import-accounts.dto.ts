import { pageSchema } from '@throughline/http/page';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const count = z.int().min(0);

export const accountImportSchema = z.object({
  importId: z.uuid(),
  fileName: z.string(),
  fileSha256: z.string(),
  mapping: z.string(),
  dryRun: z.boolean(),
  /** rowsRead = created + merged + refused, always. */
  totals: z.object({ rowsRead: count, created: count, merged: count, refused: count }),
  /** What became of the parents that rows name. */
  parents: z.object({ linked: count, kept: count, unknown: count, tooDeep: count }),
  refusals: z.array(z.object({ code: z.string(), field: z.string().nullable(), rows: count })),
  importedAt: z.iso.datetime(),
});
export type AccountImport = z.infer<typeof accountImportSchema>;
export class AccountImportDto extends createZodDto(accountImportSchema) {}

export const accountImportRowSchema = z.object({
  /** Rows below the header, from 1. */
  rowNo: z.int(),
  outcome: z.enum(['created', 'merged', 'refused']),
  name: z.string().nullable(),
  accountId: z.uuid().nullable(),
  code: z.string().nullable(),
  field: z.string().nullable(),
  parent: z.enum(['linked', 'kept', 'unknown', 'too-deep']).nullable(),
});
export type AccountImportRow = z.infer<typeof accountImportRowSchema>;
export class AccountImportRowsDto extends createZodDto(pageSchema(accountImportRowSchema)) {}
