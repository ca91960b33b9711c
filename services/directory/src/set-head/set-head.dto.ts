import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export class SetHeadDto extends createZodDto(z.strictObject({ /** Null: nobody. */ personId: z.uuid().nullable() })) {}
