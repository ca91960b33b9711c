import { moneySchema } from '@throughline/money/money';
import { paymentTermsSchema } from '@throughline/policy/payment-terms';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

/** What is left out stays as it is. `body` are the clauses after payment; the rest of the text is generated. */
export const addVersionSchema = z.strictObject({
  amount: moneySchema.optional(),
  terms: paymentTermsSchema.optional(),
  body: z.string().min(1).max(40_000).optional(),
});
export class AddVersionDto extends createZodDto(addVersionSchema) {}
