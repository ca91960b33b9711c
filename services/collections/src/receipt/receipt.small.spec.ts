import { Money } from '@throughline/money/money';
import fc from 'fast-check';
import { PlanLine, lineStatus } from '../payment-plan/plan-line.entity';
import { Receipt } from './receipt.entity';

const cents = (value: number) => (value / 100).toFixed(2);
const receiptOf = (amount: number) =>
  Object.assign(new Receipt(), { id: 'r', currency: 'CNY', amountValue: cents(amount), allocatedValue: '0', reversedValue: '0', version: 0 });
const lineOf = (amount: number, id: number) =>
  Object.assign(new PlanLine(), { id: `${id}`, planId: 'p', currency: 'CNY', amountValue: cents(amount), cancelledValue: '0', allocatedValue: '0' });

describe('a receipt', () => {
  it('paid in order never pays more than it has nor more than is owed, and leaves nothing where both are left', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.array(fc.integer({ min: 1, max: 400_000 }), { maxLength: 6 }), (amount, amounts) => {
        const receipt = receiptOf(amount);
        const lines = amounts.map(lineOf);
        const paid = Money.sum(receipt.payInOrder(lines).map((one) => one.amount), 'CNY');
        expect(paid.plus(receipt.unapplied).equals(receipt.amount)).toBe(true);
        for (const line of lines) expect(line.outstanding.isNegative()).toBe(false);
        expect(receipt.unapplied.isZero() || lines.every((line) => line.outstanding.isZero())).toBe(true);
      }),
    );
  });

  it('taken back leaves every line as it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500_000 }), fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 1, maxLength: 5 }), (amount, amounts) => {
        const receipt = receiptOf(amount);
        const lines = amounts.map(lineOf);
        const allocations = receipt.payInOrder(lines);
        const undone = receipt.takeBack(allocations.map((allocation) => ({ allocation, line: lines.find(({ id }) => id === allocation.lineId)! })));
        expect(undone.map(({ undoes }) => undoes)).toEqual(allocations.map(({ id }) => id));
        for (const line of lines) expect(line.allocated.isZero()).toBe(true);
        expect(receipt.status).toBe('reversed');
      }),
    );
  });

  it('refuses other currencies', () => {
    const dollars = Object.assign(lineOf(100, 1), { currency: 'USD' });
    expect(() => receiptOf(100).pay(dollars, Money.of('1.00', 'CNY'))).toThrow('receipt.currency_mismatch');
  });
});

describe('the status of a line', () => {
  const yuan = (amount: string) => Money.of(amount, 'CNY');
  it.each([
    ['open', '0', '10', false],
    ['part-paid', '4', '6', false],
    ['paid', '10', '0', false],
    ['cancelled', '4', '0', true],
  ])('is %s', (status, allocated, outstanding, waived) => {
    expect(lineStatus({ amount: yuan('10'), allocated: yuan(allocated), outstanding: yuan(outstanding), waived })).toBe(status);
  });
});
