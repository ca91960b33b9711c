import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const transferAccountSchema = z.strictObject({
  to: z.uuid(),
  /** For both owners and the history. */
  reason: z.string().trim().min(1).max(1_000),
});
export type TransferAccount = z.infer<typeof transferAccountSchema>;
export class TransferAccountDto extends createZodDto(transferAccountSchema) {}
