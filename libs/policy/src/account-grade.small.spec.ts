import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { atLocal } from '@throughline/calendar/working-time';
import fc from 'fast-check';
import type { GradeFacts } from './account-grade';
import { gradeOf } from './account-grade';
import type { AccountPolicy } from './account-policy';
import { accountGrades, accountPolicySchema } from './account-policy';
import { standardAccountPolicy } from './default-policies';

const china = chinaCalendar(2026, 2026);
const now = atLocal(china, '2026-07-01', '10:00');
const cny = (amount: string) => ({ amount, currency: 'CNY' });
const on = (day: string, amount: string, currency = 'CNY') => ({ on: day, amount: { amount, currency } });
const grade = (facts: Partial<GradeFacts>, policy: AccountPolicy = standardAccountPolicy) =>
  gradeOf({ values: [], potential: null, keyAccount: false, ...facts }, policy, china, now);

describe('the grade of an account', () => {
  it.each([
    ['1000000', '0', 'B'],
    ['1000000', '300000', 'A'],
    ['999999.99', '3000000', 'A'],
    ['100000', '300000', 'B'],
    ['100000', '299999.99', 'C'],
    ['0', '3000000', 'B'],
    ['0', '300000', 'C'],
    ['0', '0', 'D'],
  ])('won %s, potential %s: %s', (won, potential, expected) => {
    expect(grade({ values: won === '0' ? [] : [on('2026-06-01', won)], potential: cny(potential) }).grade).toBe(expected);
  });

  it('says why', () => {
    expect(grade({ values: [on('2026-06-01', '60000'), on('2026-05-01', '60000')] }).reasons).toEqual([
      { rule: 'current-middle', text: 'won in the last 365 days: 120000.00 CNY, which is middle' },
      { rule: 'potential-unknown', text: 'nobody has estimated the potential yet: it counts as low' },
    ]);
  });

  it('changes at the midnight at which the oldest amount leaves the window', () => {
    const { grade: before, changesAt } = grade({ values: [on('2025-07-02', '900000'), on('2026-06-01', '100000')], potential: cny('300000') });
    expect(before).toBe('A');
    expect(changesAt).toEqual(atLocal(china, '2026-07-02', '00:00'));
    const facts = { values: [on('2025-07-02', '900000'), on('2026-06-01', '100000')], potential: cny('300000'), keyAccount: false };
    expect(gradeOf(facts, standardAccountPolicy, china, new Date(changesAt!.getTime() - 1)).grade).toBe('A');
    expect(gradeOf(facts, standardAccountPolicy, china, changesAt!).grade).toBe('B');
  });

  it('counts another currency at the rate of the policy, and names one without', () => {
    const values = [on('2026-06-01', '10000', 'USD'), on('2026-06-01', '1000', 'CHF')];
    const policy = { ...standardAccountPolicy, value: { ...standardAccountPolicy.value, rates: { USD: '10.5' } } };
    const { current, reasons } = grade({ values }, policy);
    expect(current.toJSON()).toEqual(cny('105000.00'));
    expect(reasons.at(-1)).toEqual({ rule: 'rate-missing', text: 'amounts in CHF are not counted: the policy has no rate for it' });
  });

  it('of a key account is not below its floor', () => {
    const { grade: lifted, reasons } = grade({ keyAccount: true });
    expect(lifted).toBe('B');
    expect(reasons.at(-1)!.rule).toBe('key-account');
    expect(grade({ keyAccount: true, values: [on('2026-06-01', '2000000')], potential: cny('300000') }).grade).toBe('A');
  });

  it('more value never makes the grade worse', () => {
    const rank = (facts: Partial<GradeFacts>) => accountGrades.indexOf(grade(facts).grade);
    const amount = fc.integer({ min: 0, max: 5_000_000 });
    fc.assert(
      fc.property(amount, amount, amount, amount, (won, moreWon, potential, morePotential) => {
        const less = { values: [on('2026-06-01', String(won))], potential: cny(String(potential)) };
        const more = { values: [on('2026-06-01', String(won + moreWon))], potential: cny(String(potential + morePotential)) };
        expect(rank(more)).toBeLessThanOrEqual(rank(less));
      }),
    );
  });

  it('cannot be asked by a policy that contradicts itself', () => {
    const broken = { ...standardAccountPolicy, levels: { ...standardAccountPolicy.levels, current: { high: '10', middle: '20' } } };
    expect(accountPolicySchema.safeParse(broken).success).toBe(false);
    const visits = { ...standardAccountPolicy.visits, remindAt: '19:00' };
    expect(accountPolicySchema.safeParse({ ...standardAccountPolicy, visits }).success).toBe(false);
  });
});
