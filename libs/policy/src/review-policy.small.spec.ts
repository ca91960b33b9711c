import { contractReviewPolicy as policy } from './default-policies';
import type { PolicyPerson } from './people';
import { legsToReview, reviewersOf } from './review-policy';

const person = (id: string, role: string): PolicyPerson => ({ id, name: id, roles: [role], unitPath: '1.' });
const people = [person('counsel', 'legal'), person('accountant', 'finance'), person('head', 'sales-head')];
const keys = (...args: Parameters<typeof legsToReview>): string[] => legsToReview(...args).map(({ key }) => key);

describe('a contract review', () => {
  it('has all legs for the first version', () => {
    expect(keys('all', [], policy)).toEqual(['legal', 'finance', 'commercial']);
  });

  it('opens only the legs that a change touches', () => {
    const approved = ['legal', 'finance', 'commercial'];
    expect(keys(['amount'], approved, policy)).toEqual(['finance', 'commercial']);
    expect(keys(['clauses'], approved, policy)).toEqual(['legal', 'commercial']);
    expect(keys([], approved, policy)).toEqual([]);
  });

  it('asks again those that had not approved', () => {
    expect(keys(['amount'], ['finance', 'commercial'], policy)).toEqual(['legal', 'finance', 'commercial']);
  });

  it('asks the role, not the requester, else the fallback role', () => {
    const [legal, finance, commercial] = policy.legs;
    expect(reviewersOf(legal!, 'rep', policy, people)).toEqual(['counsel']);
    expect(reviewersOf(finance!, 'accountant', policy, people)).toEqual(['head']);
    expect(reviewersOf(commercial!, 'rep', policy, people)).toEqual(['head']);
    expect(reviewersOf(commercial!, 'head', policy, people)).toEqual([]);
  });
});
