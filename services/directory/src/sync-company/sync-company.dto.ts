import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const file = z.string().min(1).max(900_000);
export const syncCompanySchema = z
  .strictObject({
    /** CSV: code, name, kind, parent_code, head. */
    units: file.optional(),
    /** CSV: external_id, email, name, unit_code, title, manager, zone, roles. */
    people: file.optional(),
    /** Only tells what would be. */
    dryRun: z.boolean().default(false),
    /** The file has everybody: who is missing is proposed as having left. */
    full: z.boolean().default(false),
    /** Those who are missing do leave. */
    confirmLeavers: z.boolean().default(false),
  })
  .refine(({ units, people }) => units !== undefined || people !== undefined, 'units, people or both')
  .refine(({ full, people }) => !full || people !== undefined, { path: ['full'], error: 'everybody is in a file of people' })
  .refine(({ confirmLeavers, full }) => !confirmLeavers || full, { path: ['confirmLeavers'], error: 'only together with full' });
export type SyncCompany = z.infer<typeof syncCompanySchema>;

export const syncReportSchema = z.object({
  /** False after a dry run, and where a row is faulty: then nothing of it was taken. */
  applied: z.boolean(),
  counts: z.record(z.string(), z.int()),
  rows: z.array(
    z.object({
      file: z.enum(['units', 'people']),
      /** As a spreadsheet numbers it; null: of somebody who is missing from the file. */
      row: z.int().nullable(),
      /** Code of the unit; external id, else address of the person. */
      key: z.string(),
      outcome: z.enum(['new', 'changed', 'same', 'would-leave', 'left', 'faulty']),
      code: z.string().optional(),
      why: z.string().optional(),
    }),
  ),
});
export type SyncReport = z.infer<typeof syncReportSchema>;
export type SyncedRow = SyncReport['rows'][number];

export class SyncCompanyDto extends createZodDto(syncCompanySchema) {}
export class SyncReportDto extends createZodDto(syncReportSchema) {}
