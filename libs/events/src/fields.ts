import { z } from 'zod';
import { moneySchema } from '@throughline/money/money';

/** Field shapes that event schemas share. */
export const id = z.uuid();
export const instant = z.iso.datetime({ offset: true });
export const day = z.iso.date();
export const money = moneySchema;
export const text = z.string();
/** Why a moment is what it is: the rule's key and one sentence. */
export const because = z.object({ rule: z.string(), text: z.string() });
/** Payment terms: portions in per cent that sum to 100, each due a number of calendar days after activation. */
export const paymentTerms = z.object({
  lines: z.array(
    z.object({ label: z.string(), portion: z.string(), days: z.int().min(0), endOfMonth: z.boolean().optional(), daysAfter: z.int().min(0).optional() }),
  ),
});
export type PaymentTermsData = z.infer<typeof paymentTerms>;
