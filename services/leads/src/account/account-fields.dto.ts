import { Money, moneySchema } from '@throughline/money/money';
import { z } from 'zod';
import { companyDomain, normaliseCreditCode, normalisePhone } from '../lead/normalise';
import type { Account } from './account.entity';
import { accountErrors } from './account.errors';

const text = (most: number) => z.string().trim().min(1).max(most);

/** What people may say of an account; null takes a value away. */
export const accountFields = {
  creditCode: text(18).nullable().optional(),
  website: text(300).nullable().optional(),
  country: text(100).nullable().optional(),
  city: text(100).nullable().optional(),
  sector: text(100).nullable().optional(),
  phone: text(50).nullable().optional(),
  employees: z.int().min(0).max(10_000_000).nullable().optional(),
  /** Year of foundation. */
  established: z.int().min(1000).max(9999).nullable().optional(),
  /** Of the customer, in a year. */
  revenue: moneySchema.nullable().optional(),
  keyAccount: z.boolean().optional(),
  /** What he could bring us in a year: half of the grade. */
  potential: moneySchema.nullable().optional(),
};
export const accountName = text(300);

/** What is left out stays as it is. */
export const accountFieldsSchema = z.strictObject({ name: accountName.optional(), ...accountFields });
export type AccountFields = z.infer<typeof accountFieldsSchema>;

/**
 * The columns that the given fields stand for; what is not given stays out.
 * @throws account.credit_code_invalid, account.phone_invalid, money.invalid_amount
 */
export function accountColumns({ revenue, potential, creditCode, website, phone, ...plain }: AccountFields): Partial<Account> {
  const columns = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)) as Partial<Account>;
  if (creditCode !== undefined) {
    columns.creditCode = normaliseCreditCode(creditCode);
    if (creditCode !== null && columns.creditCode === null) throw accountErrors.credit_code_invalid({ field: 'creditCode' });
  }
  if (phone !== undefined) {
    columns.phone = normalisePhone(phone);
    if (phone !== null && columns.phone === null) throw accountErrors.phone_invalid({ field: 'phone' });
  }
  if (website !== undefined) {
    columns.website = website;
    columns.domain = companyDomain(null, website);
  }
  if (revenue !== undefined) Object.assign(columns, amountIn('revenue', 'revenueCurrency', revenue));
  if (potential !== undefined) Object.assign(columns, amountIn('potential', 'potentialCurrency', potential));
  return columns;
}

function amountIn(amount: 'revenue' | 'potential', currency: 'revenueCurrency' | 'potentialCurrency', given: { amount: string; currency: string } | null): Partial<Account> {
  if (given === null) return { [amount]: null, [currency]: null };
  const money = Money.from(given);
  // As numeric(19,4) prints it, so that the same amount is no change.
  return { [amount]: fourDecimals(money), [currency]: money.currency };
}

export function fourDecimals(money: Money): string {
  const [whole, decimals = ''] = money.amount.split('.');
  return `${whole}.${decimals.padEnd(4, '0')}`;
}
