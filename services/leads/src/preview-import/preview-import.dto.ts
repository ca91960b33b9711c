import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { fileHabitsSchema } from '../import-file/file-habits';

/** How the file is to be read; `{}` where nothing is to be said of it. */
export const previewHabitsSchema = fileHabitsSchema.pick({ format: true, encoding: true, delimiter: true, sheet: true });
export type PreviewHabits = z.infer<typeof previewHabitsSchema>;

export const importPreviewSchema = z.object({
  format: z.enum(['csv', 'xlsx']),
  encoding: z.string().nullable(),
  /** Names of the columns, as they stand in the file. */
  header: z.array(z.string()),
  /** The first rows below the header; long cells are cut. */
  rows: z.array(z.array(z.string())),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;
export class ImportPreviewDto extends createZodDto(importPreviewSchema) {}
