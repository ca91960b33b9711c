import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const releaseLeadSchema = z.strictObject({ reason: z.string().trim().min(1).max(1_000).optional() });
export class ReleaseLeadDto extends createZodDto(releaseLeadSchema) {}
