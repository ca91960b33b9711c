import { defineErrors } from '@throughline/errors/throughline-error';
import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { currencyPattern, minorUnitDecimals } from './currencies';

export const moneyErrors = defineErrors('money', {
  currency_mismatch: {
    family: 'user',
    status: 422,
    title: 'Two currencies in one sum',
    situation: 'Amounts of different currencies were added or compared.',
    action: 'Give all amounts in the currency of the record.',
  },
  invalid_amount: {
    family: 'user',
    status: 400,
    title: 'This is not an amount of money',
    situation: 'The amount is not a decimal number as text with at most four decimals and fifteen digits before them.',
    action: 'Send the amount as text, as in {"amount":"1234.50","currency":"CNY"}.',
  },
  nothing_to_share_by: {
    family: 'user',
    status: 422,
    title: 'There is nothing to share the amount by',
    situation: 'The weights are empty, negative, or add up to zero.',
    action: 'Give at least one weight above zero and none below.',
  },
});

/** As many digits as numeric(19,4) holds: fifteen before the point, four after. */
const amountPattern = /^-?(0|[1-9]\d{0,14})(\.\d{1,4})?$/;

export const moneySchema = z.strictObject({
  amount: z.string().regex(amountPattern, 'a decimal as text, at most 4 decimals'),
  currency: z.string().regex(currencyPattern, 'a currency code of three letters (ISO 4217)'),
});
export type MoneyJson = z.infer<typeof moneySchema>;

// Wide enough that no intermediate of two amounts is ever rounded; half-even is what accountants expect.
const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_EVEN, toExpNeg: -60, toExpPos: 60 });

/** An exact amount in one currency. Immutable. Never made from a JS number: 0.1 + 0.2 is not 0.3 there. */
export class Money {
  private constructor(
    private readonly value: Decimal,
    readonly currency: string,
  ) {}

  /** @throws money.invalid_amount */
  static of(amount: string | Decimal, currency: string): Money {
    const text = typeof amount === 'string' ? amount : amount.toFixed();
    if (typeof text !== 'string' || !/^-?\d+(\.\d+)?$/.test(text) || !currencyPattern.test(currency)) throw moneyErrors.invalid_amount();
    return Money.checked(new Exact(text), currency);
  }

  /** From JSON or from a row; accepts the scale that numeric(19,4) prints. */
  static from(json: { amount: string; currency: string }): Money {
    return Money.of(json.amount, json.currency.trim());
  }

  static zero(currency: string): Money {
    return Money.of('0', currency);
  }

  static sum(list: readonly Money[], currency: string): Money {
    return list.reduce((total, one) => total.plus(one), Money.zero(currency));
  }

  private static checked(value: Decimal, currency: string): Money {
    if (!amountPattern.test(value.toFixed())) throw moneyErrors.invalid_amount();
    return new Money(value, currency);
  }

  /** The amount as text, at least with the decimals of the currency: `1234.50`. */
  get amount(): string {
    return this.value.toFixed(Math.max(minorUnitDecimals(this.currency), this.value.decimalPlaces()));
  }

  plus(other: Money): Money {
    return Money.checked(this.value.plus(this.inSameCurrency(other)), this.currency);
  }

  minus(other: Money): Money {
    return Money.checked(this.value.minus(this.inSameCurrency(other)), this.currency);
  }

  /** Times a decimal factor as text; rounded half-even to four decimals, the scale of the database. */
  times(factor: string): Money {
    return Money.checked(this.value.times(decimalFactor(factor)).toDecimalPlaces(4), this.currency);
  }

  /** A percentage as text (`'12.5'`), rounded half-even to the minor unit. */
  percent(percent: string): Money {
    return Money.checked(this.value.times(decimalFactor(percent)).dividedBy(100).toDecimalPlaces(minorUnitDecimals(this.currency)), this.currency);
  }

  /** Rounded half-even to the minor unit of the currency. */
  rounded(): Money {
    return new Money(this.value.toDecimalPlaces(minorUnitDecimals(this.currency)), this.currency);
  }

  negate(): Money {
    return new Money(this.value.negated().plus(0), this.currency);
  }

  /** Below zero, zero, or above: as `Array.sort` wants it. */
  compare(other: Money): -1 | 0 | 1 {
    return this.value.comparedTo(this.inSameCurrency(other)) as -1 | 0 | 1;
  }

  /** False for another currency; it does not throw. */
  equals(other: Money): boolean {
    return this.currency === other.currency && this.value.equals(other.value);
  }

  isZero(): boolean {
    return this.value.isZero();
  }

  isPositive(): boolean {
    return this.value.greaterThan(0);
  }

  isNegative(): boolean {
    return this.value.lessThan(0);
  }

  /**
   * Shares the amount by weights so that the parts add up to it exactly, by largest remainder: each part is cut to the minor unit, and what is
   * left goes, one minor unit each, to the parts that lost most; among equals to the earlier. An amount finer than the minor unit keeps its
   * rest on the first part that has a weight.
   * @throws money.nothing_to_share_by
   */
  allocate(weights: readonly string[]): Money[] {
    const shares = weights.map(decimalFactor);
    const whole = shares.reduce((total, share) => total.plus(share), new Exact(0));
    if (whole.lessThanOrEqualTo(0) || shares.some((share) => share.isNegative() && !share.isZero())) throw moneyErrors.nothing_to_share_by();

    const unit = new Exact(10).pow(-minorUnitDecimals(this.currency));
    const unitsToShare = this.value.abs().dividedToIntegerBy(unit);
    const exact = shares.map((share) => unitsToShare.times(share).dividedBy(whole));
    const units = exact.map((share) => share.floor());
    let left = units.reduce((rest, part) => rest.minus(part), unitsToShare);
    const byLoss = exact.map((share, index) => ({ index, loss: share.minus(units[index]!) })).sort((a, b) => b.loss.comparedTo(a.loss) || a.index - b.index);
    for (const { index } of byLoss) {
      if (left.lessThanOrEqualTo(0)) break;
      units[index] = units[index]!.plus(1);
      left = left.minus(1);
    }

    const finer = this.value.abs().minus(unitsToShare.times(unit));
    const firstWithWeight = shares.findIndex((share) => share.greaterThan(0));
    const sign = this.value.isNegative() ? -1 : 1;
    return units.map((part, index) => Money.checked(part.times(unit).plus(index === firstWithWeight ? finer : 0).times(sign).plus(0), this.currency));
  }

  toJSON(): MoneyJson {
    return { amount: this.amount, currency: this.currency };
  }

  toString(): string {
    return `${this.amount} ${this.currency}`;
  }

  private inSameCurrency(other: Money): Decimal {
    if (other.currency !== this.currency) throw moneyErrors.currency_mismatch({ data: { currencies: [this.currency, other.currency] } });
    return other.value;
  }
}

/** @throws money.invalid_amount for anything but a decimal as text */
function decimalFactor(text: string): Decimal {
  if (typeof text !== 'string' || !/^-?\d{1,18}(\.\d{1,18})?$/.test(text)) throw moneyErrors.invalid_amount({ detail: 'A factor or weight must be a decimal as text.' });
  return new Exact(text);
}
