import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const endPositionSchema = z.strictObject({
  /** The first day without it; today where it is absent. One that lies ahead: the end is planned. */
  until: z.iso.date().optional(),
});
export class EndPositionDto extends createZodDto(endPositionSchema) {}
