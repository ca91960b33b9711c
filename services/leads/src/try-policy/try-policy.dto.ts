import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export class TryPolicyDto extends createZodDto(z.strictObject({ on: z.boolean() })) {}
