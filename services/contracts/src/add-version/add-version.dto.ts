import { moneySchema } from '@throughline/money/money';
import { paymentTermsSchema } from '@throughline/policy/payment-terms';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

/** Local days, both included. Without a last one the contract runs until it is terminated. */
const term = z
  .strictObject({ startsOn: z.iso.date().nullable().default(null), endsOn: z.iso.date().nullable() })
  .refine(({ startsOn, endsOn }) => startsOn === null || endsOn === null || startsOn <= endsOn, { path: ['endsOn'], message: 'it ends before it starts' });

/** What is left out stays as it is. `body` are the clauses after payment; the rest of the text is generated. */
export const addVersionSchema = z.strictObject({
  amount: moneySchema.optional(),
  terms: paymentTermsSchema.optional(),
  body: z.string().min(1).max(40_000).optional(),
  term: term.optional(),
});
export class AddVersionDto extends createZodDto(addVersionSchema) {}
