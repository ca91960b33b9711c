import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const enterStageSchema = z.strictObject({ to: z.string().min(1).max(60).meta({ example: 'entry' }) });
export class EnterStageDto extends createZodDto(enterStageSchema) {}
