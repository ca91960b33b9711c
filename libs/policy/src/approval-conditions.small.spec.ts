import { conditionText, holds, testedValue, testsOf, testText, type Condition } from './approval-condition';

const lines = [
  { category: 'travel', amount: '100.10', discount: '3' },
  { category: 'Entertainment', amount: '0.2', discount: '12.5' },
  { category: 'entertainment', amount: '2000.00', discount: '0' },
];
const request = { fields: { percent: '12', region: 'North', amount: '2100.30' }, lines };
const entertainment: Condition = { field: 'category', equals: 'entertainment' };

describe('a condition over the fields and lines of a request', () => {
  it.each<[string, Condition, boolean]>([
    ['text is compared without regard to case', { field: 'region', equals: 'north' }, true],
    ['one of several', { field: 'region', in: ['south', 'NORTH'] }, true],
    ['none of them', { field: 'region', in: ['south', 'east'] }, false],
    ['a field that is not there fails', { field: 'channel', equals: 'direct' }, false],
    ['words are no decimal', { field: 'region', op: '!=', value: '1' }, false],
    ['any: one is enough', { any: [{ field: 'percent', op: '>', value: '20' }, { field: 'amount', op: '>=', value: '2100.3' }] }, true],
    ['all: each', { all: [{ field: 'percent', op: '>', value: '10' }, { not: { field: 'region', equals: 'east' } }] }, true],
    ['not turns round', { not: { all: [{ field: 'percent', op: '>', value: '10' }] } }, false],
    ['the sum of the lines is that of decimals', { aggregate: 'sum', of: 'amount', op: '=', value: '2100.3' }, true],
    ['the sum of some lines', { aggregate: 'sum', of: 'amount', where: entertainment, op: '>', value: '2000.1999' }, true],
    ['the greatest', { aggregate: 'max', of: 'discount', op: '>', value: '12.5' }, false],
    ['the smallest of some', { aggregate: 'min', of: 'amount', where: { not: entertainment }, op: '=', value: '100.1' }, true],
    ['how many', { aggregate: 'count', where: { field: 'discount', op: '>', value: '2' }, op: '=', value: '2' }, true],
    ['of no line the sum is nothing', { aggregate: 'sum', of: 'amount', where: { field: 'category', equals: 'gold' }, op: '=', value: '0' }, true],
    ['of no line there is no greatest', { aggregate: 'max', of: 'amount', where: { field: 'category', equals: 'gold' }, op: '<', value: '1' }, false],
  ])('%s', (_, condition, expected) => {
    expect(holds(condition, request)).toBe(expected);
  });

  it('is told in words, and each of its tests with its value', () => {
    const condition: Condition = {
      all: [
        { any: [{ field: 'percent', op: '>', value: '10' }, { field: 'region', in: ['north', 'east'] }] },
        { not: { aggregate: 'sum', of: 'amount', where: entertainment, op: '<=', value: '2000' } },
      ],
    };
    expect(conditionText(condition)).toBe('(percent > 10 or region in north, east) and not sum(amount where category = entertainment) <= 2000');
    expect(testsOf(condition).map(({ test, negated }) => [testText(test), negated, testedValue(test, request)])).toEqual([
      ['percent > 10', false, '12'],
      ['region in north, east', false, 'North'],
      ['sum(amount where category = entertainment) <= 2000', true, '2000.2'],
    ]);
    expect(conditionText({ all: [{ always: true }] })).toBeNull();
    expect(conditionText({ any: [{ always: true }, { field: 'percent', op: '>', value: '1' }] })).toBeNull();
  });
});
