import { Account } from './account.entity';
import { accountTransitions, nextStatus } from './account.transitions';
import type { AccountStatus, AccountVerb } from './account.transitions';

const verbs = Object.keys(accountTransitions) as AccountVerb[];
const statuses: AccountStatus[] = ['active', 'churned', 'merged'];
const account = (status: AccountStatus) => Object.assign(new Account(), { id: 'a', status, version: 1, visitSteps: [], lastVisitAt: null });

describe('the status of an account', () => {
  it('can be reached and left, each one', () => {
    for (const status of statuses) {
      const others = statuses.filter((other) => other !== status);
      expect(others.some((from) => verbs.some((verb) => nextStatus(from, verb) === status))).toBe(true);
      expect(verbs.some((verb) => others.includes(nextStatus(status, verb)!))).toBe(true);
    }
  });

  it('changes by the verbs of the table only, and each raises the version by one', () => {
    const customer = account('active');
    customer.churn('price', new Date());
    expect([customer.status, customer.version, customer.churnReason]).toEqual(['churned', 2, 'price']);
    expect(() => customer.churn('price', new Date())).toThrow(expect.objectContaining({ code: 'account.wrong_status' }));
    expect(customer.version).toBe(2);
    customer.winBack(new Date());
    expect([customer.status, customer.version, customer.churnReason]).toEqual(['active', 3, null]);
    expect(() => customer.winBack(new Date())).toThrow(expect.objectContaining({ code: 'account.wrong_status' }));
  });

  it('a change that changes nothing is none', () => {
    const customer = Object.assign(account('active'), { city: 'Ulm' });
    expect(customer.change({ city: 'Ulm' })).toEqual([]);
    expect(customer.version).toBe(1);
    expect(customer.change({ city: 'Bonn', name: 'B' })).toEqual(['city', 'name']);
    expect([customer.version, customer.city]).toEqual([2, 'Bonn']);
  });
});
