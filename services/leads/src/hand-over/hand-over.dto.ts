import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const handOverSchema = z.strictObject({
  from: z.uuid(),
  to: z.uuid(),
  reason: z.string().trim().min(1).max(1_000),
});
export type HandOver = z.infer<typeof handOverSchema>;
export class HandOverDto extends createZodDto(handOverSchema) {}

const count = z.int().min(0);

export const handOverStateSchema = z.object({
  handOverId: z.uuid(),
  from: z.uuid(),
  to: z.uuid(),
  reason: z.string(),
  at: z.iso.datetime(),
  /** Done at once, in one transaction. */
  leads: count,
  accounts: count,
  /** They follow by events; what is still the former owner's is left. */
  left: z.object({ leads: count, accounts: count, deals: count, contracts: count }),
  version: z.int(),
});
export type HandOverState = z.infer<typeof handOverStateSchema>;
export class HandOverStateDto extends createZodDto(handOverStateSchema) {}
