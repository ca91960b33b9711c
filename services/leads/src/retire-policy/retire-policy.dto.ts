import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const retirePolicySchema = z.strictObject({ reason: z.string().trim().min(1).max(500) });
export type RetirePolicy = z.infer<typeof retirePolicySchema>;
export class RetirePolicyDto extends createZodDto(retirePolicySchema) {}
