import { discountTransitions, finalDiscountStatuses } from './discount-request.transitions';
import { Opportunity } from './opportunity.entity';
import { finalOpportunityStatuses, opportunityTransitions } from './opportunity.transitions';
import type { OpportunityStatus, OpportunityVerb } from './opportunity.transitions';

type Table = Record<string, Partial<Record<string, string>>>;

function reachable(table: Table, start: string): string[] {
  const reached = new Set<string>();
  const visit = (state: string) => {
    if (reached.has(state)) return;
    reached.add(state);
    Object.values(table[state] ?? {}).forEach((to) => to && visit(to));
  };
  visit(start);
  return [...reached].sort();
}
const left = (table: Table) => Object.keys(table).filter((state) => Object.values(table[state] ?? {}).some((to) => to !== state));

describe.each([
  ['an opportunity', opportunityTransitions as Table, 'new', finalOpportunityStatuses],
  ['a discount request', discountTransitions as Table, 'requested', finalDiscountStatuses],
] as const)('the state table of %s', (_, table, start, final) => {
  it('reaches every state', () => {
    expect(reachable(table, start)).toEqual(Object.keys(table).sort());
  });

  it('leaves every state but the final ones', () => {
    expect(Object.keys(table).filter((state) => !left(table).includes(state)).sort()).toEqual([...final].sort());
  });
});

describe('the verbs of an opportunity', () => {
  const now = new Date('2026-03-02T02:00:00Z');
  const verbs: Partial<Record<OpportunityVerb, (opportunity: Opportunity) => void>> = {
    enterStage: (one) => one.enterStage('entry', now),
    win: (one) => one.win({ lines: [] }, now),
    lose: (one) => one.lose('price', null, now),
    reopen: (one) => one.reopen('key', now),
    enterImplementation: (one) => one.enterImplementation(now),
  };
  const cases = (['open', 'won', 'lost'] as OpportunityStatus[]).flatMap((status) => Object.entries(verbs).map(([verb, act]) => [status, verb as OpportunityVerb, act] as const));

  it.each(cases)('%s: %s', (status, verb, act) => {
    const opportunity = Object.assign(new Opportunity(), { status, stage: 'negotiation', cycle: 0 });
    const to = opportunityTransitions[status][verb];
    if (to) {
      act(opportunity);
      expect(opportunity.status).toBe(to);
    } else {
      expect(() => act(opportunity)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^opportunity\.not_(open|won)$/) }));
      expect(opportunity.status).toBe(status);
    }
  });

  it('wins only in negotiation', () => {
    const opportunity = Object.assign(new Opportunity(), { status: 'open', stage: 'bid', cycle: 0 });
    expect(() => opportunity.win({ lines: [] }, now)).toThrow(expect.objectContaining({ code: 'opportunity.win_too_early' }));
    expect(opportunity.status).toBe('open');
  });

  it('takes a discount off the list price, not off a price already discounted', () => {
    const opportunity = Object.assign(new Opportunity(), { listAmount: '1000.0000', amount: '1000.0000', currency: 'CNY', discountPercent: '0' });
    opportunity.applyDiscount('10');
    opportunity.applyDiscount('5.5');
    expect(opportunity.money.toJSON()).toEqual({ amount: '945.00', currency: 'CNY' });
  });
});
