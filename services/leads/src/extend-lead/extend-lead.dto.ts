import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { leadStateSchema } from '../lead/lead-state.dto';

export const extendLeadSchema = z.strictObject({ reason: z.string().trim().min(1).max(1_000) });
export type ExtendLead = z.infer<typeof extendLeadSchema>;
export class ExtendLeadDto extends createZodDto(extendLeadSchema) {}

/** `left`: how often this ownership can still be extended. */
export const extendedLeadSchema = leadStateSchema.extend({ days: z.int(), left: z.int() });
export type ExtendedLead = z.infer<typeof extendedLeadSchema>;
export class ExtendedLeadDto extends createZodDto(extendedLeadSchema) {}
