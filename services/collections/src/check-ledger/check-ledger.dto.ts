import { moneySchema } from '@throughline/money/money';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

/** The equations of one currency; `balanced` says that all of them hold to the last digit. */
const currencySchema = z.object({
  currency: z.string(),
  /** Contracts that came into force = planned lines. */
  contracts: moneySchema,
  planned: moneySchema,
  /** Planned = allocated + cancelled + outstanding. */
  cancelled: moneySchema,
  outstanding: moneySchema,
  /** Received − reversed = allocated + unapplied. */
  received: moneySchema,
  reversed: moneySchema,
  allocated: moneySchema,
  unapplied: moneySchema,
  balanced: z.boolean(),
});

export const ledgerCheckSchema = z.object({
  ok: z.boolean(),
  currencies: z.array(currencySchema),
  /** Rules that must find nothing, with how often they are broken. */
  findings: z.array(z.object({ rule: z.string(), count: z.int(), examples: z.array(z.string()) })),
});
export type LedgerCheck = z.infer<typeof ledgerCheckSchema>;
export class LedgerCheckDto extends createZodDto(ledgerCheckSchema) {}
