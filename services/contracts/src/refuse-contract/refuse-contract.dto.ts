import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const refuseContractSchema = z.strictObject({ reason: z.string().min(1).max(2000) });
export class RefuseContractDto extends createZodDto(refuseContractSchema) {}
