import { caseTransitions } from './collection-case/collection-case.transitions';
import { planTransitions } from './payment-plan/payment-plan.transitions';

describe.each([
  ['payment plan', planTransitions, 'active'],
  ['collection case', caseTransitions, 'open'],
])('the states of a %s', (_, states, first) => {
  const table: Record<string, Partial<Record<string, string>>> = states;
  it('can all be reached from the first, and an end is an end', () => {
    const reached = new Set<string>([first]);
    for (const state of reached) for (const next of Object.values(table[state]!)) reached.add(next!);
    expect([...reached].sort()).toEqual(Object.keys(table).sort());
    expect(Object.keys(table[first]!).length).toBeGreaterThan(0);
  });
});
