import { addDays, endOfMonth } from '@throughline/calendar/days';
import type { Day } from '@throughline/calendar/working-calendar';
import type { Money } from '@throughline/money/money';
import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { percent } from './policy-document';

const line = z.strictObject({
  /** Percent of the contract amount, as text. */
  portion: percent.refine((text) => new Decimal(text).greaterThan(0), 'above zero'),
  /** Calendar days after activation. */
  days: z.number().int().min(0).max(3_650),
  /** True: then to the end of that month. */
  endOfMonth: z.boolean().optional(),
  /** Calendar days after that end of month. */
  daysAfter: z.number().int().min(0).max(365).optional(),
  label: z.string().min(1).max(120),
});

/** When a contract is to be paid: portions of its amount, each due some days after activation. */
export const paymentTermsSchema = z
  .strictObject({ lines: z.array(line).min(1).max(60) })
  .refine(({ lines }) => lines.reduce((sum, { portion }) => sum.plus(portion), new Decimal(0)).equals(100), 'the portions must add up to 100 percent')
  .refine(({ lines }) => lines.every(({ endOfMonth: atMonthEnd, daysAfter }) => daysAfter === undefined || atMonthEnd === true), 'days after need an end of month');

export type PaymentTerms = z.infer<typeof paymentTermsSchema>;

export interface PlannedLine {
  /** 1 is the first to fall due. */
  no: number;
  label: string;
  due: Day;
  amount: Money;
}

/**
 * The lines of a payment plan, by due date. They add up to the total exactly (largest remainder in the minor unit).
 * Due dates are calendar dates: a debt falls due on a holiday too.
 */
export function planLines(total: Money, terms: PaymentTerms, activatedOn: Day): PlannedLine[] {
  const amounts = total.allocate(terms.lines.map(({ portion }) => portion));
  return terms.lines
    .map(({ label, days, endOfMonth: atMonthEnd, daysAfter = 0 }, index) => {
      const after = addDays(activatedOn, days);
      return { label, due: atMonthEnd ? addDays(endOfMonth(after), daysAfter) : after, amount: amounts[index]! };
    })
    .sort((a, b) => a.due.localeCompare(b.due))
    .map((planned, index) => ({ no: index + 1, ...planned }));
}
