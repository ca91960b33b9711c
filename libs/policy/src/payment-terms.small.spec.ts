import { Money } from '@throughline/money/money';
import fc from 'fast-check';
import { paymentTermsSchema, planLines } from './payment-terms';
import type { PaymentTerms } from './payment-terms';

const line = (portion: string, days: number, more: object = {}) => ({ portion, days, label: `${portion} %`, ...more });
const plan = (amount: string, terms: PaymentTerms, day: string) => planLines(Money.of(amount, 'CNY'), terms, day).map(({ no, due, amount: part }) => [no, due, part.amount]);

describe('a payment plan', () => {
  it('has its lines by due date, adding up to the fen', () => {
    expect(plan('1000.01', { lines: [line('30', 60), line('33.3333', 0), line('36.6667', 30)] }, '2026-01-31')).toEqual([
      [1, '2026-01-31', '333.34'],
      [2, '2026-03-02', '366.67'],
      [3, '2026-04-01', '300.00'],
    ]);
  });

  it('goes to the end of the month, and days beyond it', () => {
    expect(plan('100', { lines: [line('50', 30, { endOfMonth: true }), line('50', 30, { endOfMonth: true, daysAfter: 10 })] }, '2028-01-31')).toEqual([
      [1, '2028-03-31', '50.00'],
      [2, '2028-04-10', '50.00'],
    ]);
  });

  it('law: whatever the portions, the lines add up to the contract', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 999_999 }), { maxLength: 11 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000_000 }), cuts, (fen, marks) => {
        const edges = [0, ...marks.sort((a, b) => a - b), 1_000_000];
        const lines = edges.slice(1).map((edge, index) => {
          const part = edge - edges[index]!;
          return line(`${Math.floor(part / 10_000)}.${String(part % 10_000).padStart(4, '0')}`, index * 7);
        });
        const terms = paymentTermsSchema.parse({ lines });
        const total = Money.of(`${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`, 'CNY');
        expect(Money.sum(planLines(total, terms, '2026-03-01').map(({ amount }) => amount), 'CNY').equals(total)).toBe(true);
      }),
    );
  });

  it.each([
    ['do not add up to a hundred', [line('30', 0), line('60', 30)]],
    ['are not positive', [line('0', 0), line('100', 30)]],
    ['are numbers', [{ portion: 100, days: 0, label: 'all' }]],
    ['count days after no end of month', [line('100', 0, { daysAfter: 5 })]],
  ])('is refused where the portions %s', (_name, lines) => {
    expect(paymentTermsSchema.safeParse({ lines }).success).toBe(false);
  });
});
