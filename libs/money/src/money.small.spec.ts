import { ThroughlineError } from '@throughline/errors/throughline-error';
import fc from 'fast-check';
import { Money, moneySchema } from './money';

const cny = (amount: string): Money => Money.of(amount, 'CNY');
const code = (fn: () => unknown): string | undefined => {
  try {
    fn();
  } catch (error) {
    if (error instanceof ThroughlineError) return error.code;
    throw error;
  }
  return undefined;
};

/** Minor units as bigint: an exact arithmetic that shares no code with the class. */
const fen = (money: Money): bigint => BigInt(money.amount.replace('.', ''));
const totals = fc.bigInt({ min: -99_999_999_999_999_999n, max: 99_999_999_999_999_999n });
/** Two of them are still within what the database holds. */
const halves = fc.bigInt({ min: -49_999_999_999_999_999n, max: 49_999_999_999_999_999n });
const asMoney = (units: bigint): Money => {
  const digits = (units < 0n ? -units : units).toString().padStart(3, '0');
  return cny(`${units < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`);
};
const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 12 }).filter((list) => list.some((weight) => weight > 0));

describe('Money', () => {
  it('adds what floats cannot', () => {
    expect(cny('0.1').plus(cny('0.2')).amount).toBe('0.30');
    expect(cny('99999999999999.9999').plus(cny('0.0001')).amount).toBe('100000000000000.00');
  });

  it('is written as text with the decimals of its currency', () => {
    expect(cny('1234.5').toJSON()).toEqual({ amount: '1234.50', currency: 'CNY' });
    expect(Money.of('500.0000', 'JPY').toJSON()).toEqual({ amount: '500', currency: 'JPY' });
    expect(cny('1.2345').amount).toBe('1.2345');
    expect(cny('-0.00').amount).toBe('0.00');
    expect(cny('0').negate().amount).toBe('0.00');
    expect(`${cny('7')}`).toBe('7.00 CNY');
  });

  it('rounds half to even, and only where it says so', () => {
    expect(cny('0.125').rounded().amount).toBe('0.12');
    expect(cny('0.135').rounded().amount).toBe('0.14');
    expect(cny('100.10').percent('12.5').amount).toBe('12.51');
    expect(cny('10').times('0.33335').amount).toBe('3.3335');
  });

  it('refuses to mix currencies', () => {
    const dollars = Money.of('1', 'USD');
    expect(code(() => cny('1').plus(dollars))).toBe('money.currency_mismatch');
    expect(code(() => cny('1').compare(dollars))).toBe('money.currency_mismatch');
    expect(cny('1').equals(dollars)).toBe(false);
  });

  it.each(['1e5', '', '1,000', ' 1', '0x10', 'NaN', '1.23456', '1000000000000000', '--1'])('refuses %p', (amount) => {
    expect(code(() => cny(amount))).toBe('money.invalid_amount');
  });

  it('refuses JS numbers in JSON', () => {
    expect(moneySchema.safeParse({ amount: 12.5, currency: 'CNY' }).success).toBe(false);
    expect(moneySchema.safeParse({ amount: '12.5', currency: 'CNY' }).success).toBe(true);
    expect(moneySchema.safeParse({ amount: '012.5', currency: 'CNY' }).success).toBe(false);
    expect(moneySchema.safeParse({ amount: '12.5', currency: 'CNY', cents: 1 }).success).toBe(false);
  });

  it('refuses a sum that the database could not hold', () => {
    expect(code(() => cny('999999999999999').plus(cny('1')))).toBe('money.invalid_amount');
  });

  describe('allocate', () => {
    it('gives what is left to those that lost most', () => {
      expect(cny('100').allocate(['1', '1', '1']).map(({ amount }) => amount)).toEqual(['33.34', '33.33', '33.33']);
      expect(cny('0.05').allocate(['30', '40', '30']).map(({ amount }) => amount)).toEqual(['0.02', '0.02', '0.01']);
      expect(Money.of('100', 'JPY').allocate(['1', '2']).map(({ amount }) => amount)).toEqual(['33', '67']);
    });

    it('keeps a rest finer than the minor unit', () => {
      expect(Money.sum(cny('10.0001').allocate(['0', '1', '1']), 'CNY').amount).toBe('10.0001');
    });

    it('refuses weights that share nothing', () => {
      expect(code(() => cny('1').allocate([]))).toBe('money.nothing_to_share_by');
      expect(code(() => cny('1').allocate(['0', '0']))).toBe('money.nothing_to_share_by');
      expect(code(() => cny('1').allocate(['2', '-1']))).toBe('money.nothing_to_share_by');
    });

    it('law: the parts add up to the total', () => {
      fc.assert(
        fc.property(totals, weights, (total, list) => {
          const parts = asMoney(total).allocate(list.map(String));
          expect(parts.reduce((sum, part) => sum + fen(part), 0n)).toBe(total);
          expect(Money.sum(parts, 'CNY').equals(asMoney(total))).toBe(true);
        }),
        { numRuns: 500 },
      );
    });

    it('law: no part is a minor unit or more away from its exact share', () => {
      fc.assert(
        fc.property(totals, weights, (total, list) => {
          const whole = list.reduce((sum, weight) => sum + BigInt(weight), 0n);
          asMoney(total)
            .allocate(list.map(String))
            .forEach((part, index) => {
              const distance = fen(part) * whole - total * BigInt(list[index]!);
              expect(distance < whole && distance > -whole).toBe(true);
            });
        }),
        { numRuns: 300 },
      );
    });
  });

  it('law: adding and taking away again changes nothing', () => {
    fc.assert(
      fc.property(halves, halves, (a, b) => {
        expect(asMoney(a).plus(asMoney(b)).minus(asMoney(b)).equals(asMoney(a))).toBe(true);
        expect(fen(asMoney(a).plus(asMoney(b)))).toBe(a + b);
      }),
    );
  });
});
