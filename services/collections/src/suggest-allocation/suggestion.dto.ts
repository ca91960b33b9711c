import { moneySchema } from '@throughline/money/money';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const suggestionsSchema = z.object({
  receiptId: z.uuid(),
  unapplied: moneySchema,
  /** The likeliest first; none where nothing is left of the receipt, or nothing is open in its currency. `lines` can be sent to POST /v1/receipts/{id}/allocations as they are, but for what only explains them. */
  items: z.array(
    z.object({
      /** `reference`: its remittance names the contract. `exact`: its amount is that of a line, or of all that is open of a plan. `oldest-first`: by due date. */
      rules: z.array(z.enum(['reference', 'exact', 'oldest-first'])),
      lines: z.array(
        z.object({
          lineId: z.uuid(),
          amount: moneySchema,
          planId: z.uuid(),
          contractNumber: z.string().nullable(),
          no: z.int(),
          label: z.string(),
          dueOn: z.iso.date(),
          outstanding: moneySchema,
        }),
      ),
      /** What stays as credit. */
      left: moneySchema,
    }),
  ),
});
export type Suggestions = z.infer<typeof suggestionsSchema>;
export class SuggestionsDto extends createZodDto(suggestionsSchema) {}
