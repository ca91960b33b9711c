import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const closeUnitSchema = z.strictObject({
  /** Where its people and the units below it go; absent: it must be empty. */
  moveTo: z.uuid().optional(),
});
export class CloseUnitDto extends createZodDto(closeUnitSchema) {}
