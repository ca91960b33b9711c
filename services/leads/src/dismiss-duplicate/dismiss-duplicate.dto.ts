import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const dismissDuplicateSchema = z.strictObject({ reason: z.string().trim().min(1).max(1_000).optional() });
export class DismissDuplicateDto extends createZodDto(dismissDuplicateSchema) {}

/** Dismissed: the record. Merged: the lead and the customer that there are now; both where the lead belongs to the customer. */
export const decidedDuplicateSchema = z.object({ duplicateId: z.uuid(), status: z.enum(['dismissed', 'merged']), leadId: z.uuid().nullable(), accountId: z.uuid().nullable() });
export type DecidedDuplicate = z.infer<typeof decidedDuplicateSchema>;
export class DecidedDuplicateDto extends createZodDto(decidedDuplicateSchema) {}
