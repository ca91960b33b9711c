import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export class MoveUnitDto extends createZodDto(z.strictObject({ parentId: z.uuid() })) {}
