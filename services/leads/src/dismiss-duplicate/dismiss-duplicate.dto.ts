import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const dismissDuplicateSchema = z.strictObject({ reason: z.string().trim().min(1).max(1_000).optional() });
export type DismissDuplicate = z.infer<typeof dismissDuplicateSchema>;
export class DismissDuplicateDto extends createZodDto(dismissDuplicateSchema) {}

export const decidedDuplicateSchema = z.object({ duplicateId: z.uuid(), status: z.enum(['dismissed', 'merged']), leadId: z.uuid() });
export type DecidedDuplicate = z.infer<typeof decidedDuplicateSchema>;
export class DecidedDuplicateDto extends createZodDto(decidedDuplicateSchema) {}
