import { pageQuery, pageSchema } from '@throughline/http/page';
import { becauseSchema } from '@throughline/policy/because';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const query = z.strictObject({ ...pageQuery, change: z.enum(['more', 'fewer', 'both']).optional(), owner: z.uuid().optional() });
export type PreviewRecordsQuery = z.infer<typeof query>;
export class PreviewRecordsQueryDto extends createZodDto(query) {}

export const lossSchema = z.object({
  at: z.iso.datetime(),
  because: becauseSchema,
  to: z.object({ to: z.enum(['pool', 'manager', 'reassign']), strategy: z.string().optional() }),
});

export const previewRecordSchema = z.object({
  no: z.int(),
  /** more: lost under the draft only; fewer: under the present rules only, or in fact; both: either way. */
  change: z.enum(['more', 'fewer', 'both']),
  leadId: z.uuid(),
  displayName: z.string().nullable(),
  ownerId: z.uuid(),
  ownerName: z.string().nullable(),
  before: lossSchema.nullable(),
  after: lossSchema.nullable(),
});
export type PreviewRecordView = z.infer<typeof previewRecordSchema>;
export class PreviewRecordsPageDto extends createZodDto(pageSchema(previewRecordSchema)) {}
