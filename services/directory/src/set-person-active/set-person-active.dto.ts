import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const setActiveSchema = z.strictObject({
  /** False: the person has left; true: is back, or was marked by mistake. */
  active: z.boolean(),
});
export class SetActiveDto extends createZodDto(setActiveSchema) {}
