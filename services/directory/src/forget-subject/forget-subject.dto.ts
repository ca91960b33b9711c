import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

/** False: nobody there was known as this person. */
export class ForgottenSubjectDto extends createZodDto(z.object({ forgotten: z.boolean() })) {}
