import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const holdLeadSchema = z.strictObject({ reason: z.string().trim().min(1).max(1_000) });
export type HoldLead = z.infer<typeof holdLeadSchema>;
export class HoldLeadDto extends createZodDto(holdLeadSchema) {}
