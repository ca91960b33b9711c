import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const setPoolPolicySchema = z.strictObject({
  /** Id of a policy of kind `lead` that is in force. */
  policyId: z.string().min(1).max(60),
  /** Days, in the basis of the new clock, in which the change takes nothing that the old rules would not have taken. */
  graceDays: z.int().min(0).max(365).default(0),
});
export type SetPoolPolicy = z.infer<typeof setPoolPolicySchema>;
export class SetPoolPolicyDto extends createZodDto(setPoolPolicySchema) {}

const poolPolicySchema = z.object({
  poolId: z.uuid(),
  policy: z.object({ id: z.string(), version: z.int() }),
  version: z.int(),
  /** Running ownerships that took the new rules, and how many of them with a grace. */
  rewritten: z.int(),
  graced: z.int(),
});
export type PoolPolicy = z.infer<typeof poolPolicySchema>;
export class PoolPolicyDto extends createZodDto(poolPolicySchema) {}
