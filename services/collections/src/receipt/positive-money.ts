import { moneySchema } from '@throughline/money/money';

/** An amount above zero, told from its digits. */
export const positiveMoneySchema = moneySchema.refine(({ amount }) => !amount.startsWith('-') && /[1-9]/.test(amount), {
  message: 'must be more than zero',
  path: ['amount'],
});
