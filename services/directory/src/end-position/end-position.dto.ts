import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const endPositionSchema = z.strictObject({
  /** The first day without it, today or earlier; today where it is absent. */
  until: z.iso.date().optional(),
});
export class EndPositionDto extends createZodDto(endPositionSchema) {}
