import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const importReportSchema = z.object({
  importId: z.uuid(),
  poolId: z.uuid(),
  fileName: z.string(),
  fileSha256: z.string(),
  format: z.enum(['csv', 'xlsx']),
  encoding: z.string().nullable(),
  mapping: z.string(),
  dryRun: z.boolean(),
  /** `interrupted`: it was running when its process ended; `totals` say how far it came. */
  status: z.enum(['running', 'completed', 'failed', 'interrupted']),
  /** rowsRead = created + merged + refused, always. */
  totals: z.object({ rowsRead: z.int(), created: z.int(), merged: z.int(), refused: z.int() }),
  /** How many rows were refused for which reason in which field. */
  refusals: z.array(z.object({ code: z.string(), field: z.string().nullable(), rows: z.int() })),
  problem: z.record(z.string(), z.unknown()).nullable(),
  startedAt: z.iso.datetime(),
});
export type ImportReport = z.infer<typeof importReportSchema>;
export class ImportReportDto extends createZodDto(importReportSchema) {}
