import { moneySchema } from '@throughline/money/money';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const stateWalletSchema = z.strictObject({
  year: z.int().min(1990).max(2200),
  /** What he spends in the year on what we sell, with us and with others. */
  spend: moneySchema,
  /** Where the number comes from. */
  source: z.string().trim().min(1).max(300),
});
export type StateWallet = z.infer<typeof stateWalletSchema>;
export class StateWalletDto extends createZodDto(stateWalletSchema) {}
