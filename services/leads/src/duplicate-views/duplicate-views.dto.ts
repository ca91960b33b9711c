import { pageQuery, pageSchema } from '@throughline/http/page';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const kind = z.enum(['lead', 'account']);
const status = z.enum(['open', 'merged', 'dismissed']);

export const duplicatesQuerySchema = z.strictObject({ ...pageQuery, status: status.default('open'), importId: z.uuid().optional() });
export type DuplicatesQuery = z.infer<typeof duplicatesQuerySchema>;
export class DuplicatesQueryDto extends createZodDto(duplicatesQuerySchema) {}

export const duplicateLineSchema = z.object({
  duplicateId: z.uuid(),
  status,
  /** The record that came in: a lead or a customer. */
  leadId: z.uuid().nullable(),
  accountId: z.uuid().nullable(),
  name: z.string(),
  other: z.object({
    kind,
    id: z.uuid(),
    /** Masked where the caller may not see the record. */
    name: z.string(),
    owned: z.boolean(),
  }),
  /** 0 to 1: how likely both are one company. */
  score: z.number(),
  because: z.array(z.object({ fact: z.string(), points: z.number() })),
  importId: z.uuid().nullable(),
  /** Why it was created all the same. */
  reason: z.string().nullable(),
  foundAt: z.iso.datetime(),
});
export type DuplicateLine = z.infer<typeof duplicateLineSchema>;
export class DuplicatesPageDto extends createZodDto(pageSchema(duplicateLineSchema)) {}
