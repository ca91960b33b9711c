import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const disqualifyReasons = ['no-need', 'no-budget', 'no-contact', 'wrong-region', 'competitor', 'not-a-company', 'other'] as const;
export const disqualifyLeadSchema = z.strictObject({ reason: z.enum(disqualifyReasons), note: z.string().max(1_000).optional() });
export type DisqualifyLead = z.infer<typeof disqualifyLeadSchema>;
export class DisqualifyLeadDto extends createZodDto(disqualifyLeadSchema) {}
