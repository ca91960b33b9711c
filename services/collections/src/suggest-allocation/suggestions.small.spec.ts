import { Money } from '@throughline/money/money';
import type { OwedLine } from './suggestions';
import { suggestions } from './suggestions';

const yuan = (amount: string) => Money.of(amount, 'CNY');
const line = (lineId: string, planId: string, amount: string): OwedLine => ({
  lineId, planId, contractNumber: `C-2026-${planId}`, no: 1, label: lineId, dueOn: '2026-03-09', outstanding: yuan(amount),
});
const lines = [line('a', '7', '300'), line('b', '7', '700'), line('c', '71', '300'), line('d', '71', '200')];
const told = (amount: string, remittance: string | null = null, owed = lines) =>
  suggestions(yuan(amount), remittance, owed).map(({ rules, shares, left }) => [rules.join('+'), shares.map((share) => `${share.line.lineId} ${share.amount.amount}`).join(', '), left.amount]);

describe('what a receipt may pay', () => {
  it.each<[string, string, string | null, string[][]]>([
    ['the oldest first, where nothing says more', '450', null, [['oldest-first', 'a 300.00, b 150.00', '0.00']]],
    ['the line of this amount', '700', null, [['exact', 'b 700.00', '0.00'], ['oldest-first', 'a 300.00, b 400.00', '0.00']]],
    ['the older of two lines of this amount, which is the oldest of all', '300', null, [['exact+oldest-first', 'a 300.00', '0.00']]],
    ['all that is open of a plan', '500', null, [['exact', 'c 300.00, d 200.00', '0.00'], ['oldest-first', 'a 300.00, b 200.00', '0.00']]],
    ['the contract that is named, though another line fits the amount', '300', 'payment c2026/71 thanks', [['reference', 'c 300.00', '0.00'], ['exact+oldest-first', 'a 300.00', '0.00']]],
    ['of the contract that is named what fits', '700', '合同C-2026-7号', [['reference+exact', 'b 700.00', '0.00'], ['oldest-first', 'a 300.00, b 400.00', '0.00']]],
    ['no contract whose number only begins like the one named', '50', 'C-2026-710', [['oldest-first', 'a 50.00', '0.00']]],
    ['and leaves the rest as credit', '1600', 'C 2026 71', [['reference', 'c 300.00, d 200.00', '1100.00'], ['oldest-first', 'a 300.00, b 700.00, c 300.00, d 200.00', '100.00']]],
  ])('%s', (_, amount, remittance, expected) => expect(told(amount, remittance)).toEqual(expected));

  it('is nothing where nothing is left or nothing is owed', () => {
    expect(told('0')).toEqual([]);
    expect(told('10', null, [])).toEqual([]);
  });
});
