import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

/** How many sessions were ended. */
export class EndedSessionsDto extends createZodDto(z.object({ ended: z.int() })) {}
