import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const setPoolAdministratorsSchema = z.strictObject({
  /** Active people; none: the heads of sales of the pool's unit. */
  people: z.array(z.uuid()).max(50).refine((ids) => new Set(ids).size === ids.length, 'each person once'),
});
export class SetPoolAdministratorsDto extends createZodDto(setPoolAdministratorsSchema) {}

export const poolAdministratorsSchema = z.object({ poolId: z.uuid(), people: z.array(z.uuid()), version: z.int() });
export type PoolAdministrators = z.infer<typeof poolAdministratorsSchema>;
export class PoolAdministratorsDto extends createZodDto(poolAdministratorsSchema) {}
