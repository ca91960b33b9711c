import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const terminateContractSchema = z.strictObject({ reason: z.string().min(1).max(2000) });
export class TerminateContractDto extends createZodDto(terminateContractSchema) {}
