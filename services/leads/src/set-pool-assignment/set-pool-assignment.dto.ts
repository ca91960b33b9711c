import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const setPoolAssignmentSchema = z.strictObject({
  /** Id of a policy of kind `assignment` that is in force; null: leads of this pool are given out by hand only. */
  policyId: z.string().min(1).max(60).nullable(),
});
export class SetPoolAssignmentDto extends createZodDto(setPoolAssignmentSchema) {}

export const poolAssignmentSchema = z.object({ poolId: z.uuid(), policyId: z.string().nullable(), version: z.int() });
export type PoolAssignment = z.infer<typeof poolAssignmentSchema>;
export class PoolAssignmentDto extends createZodDto(poolAssignmentSchema) {}
