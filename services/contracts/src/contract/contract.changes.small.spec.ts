import { contractReviewPolicy as policy } from '@throughline/policy/default-policies';
import { changedParts, openLegs } from './contract.changes';
import type { ContractContent, LegDecision } from './contract.changes';
import { hashOf, renderContract } from './contract.document';

const content: ContractContent = {
  amount: { amount: '1000.00', currency: 'CNY' },
  terms: { lines: [{ portion: '100', days: 30, label: 'All' }] },
  clauses: '4. Delivery.',
  term: { startsOn: null, endsOn: null },
};
const legsOf = (version: number, versions: Parameters<typeof openLegs>[1], decisions: LegDecision[]) => openLegs(version, versions, decisions, policy).map(({ key }) => key);
const approved = (version: number, ...legs: string[]): LegDecision[] => legs.map((leg) => ({ version, leg, outcome: 'approved' }));

describe('what a version changes', () => {
  it('names the parts that differ, and only these', () => {
    expect(changedParts(content, content)).toEqual([]);
    expect(changedParts(content, { ...content, amount: { amount: '1000.0000', currency: 'CNY' }, clauses: '4. Delivery.\n' })).toEqual([]);
    expect(changedParts(content, { ...content, amount: { amount: '999.00', currency: 'CNY' } })).toEqual(['amount']);
    expect(changedParts(content, { ...content, terms: { lines: [{ portion: '100', days: 31, label: 'All' }] }, clauses: '4. None.' })).toEqual(['terms', 'clauses']);
    expect(changedParts(content, { ...content, term: { startsOn: null, endsOn: '2027-03-31' } })).toEqual(['terms']);
  });
});

describe('which legs a version must pass', () => {
  const first = { no: 1, changed: ['terms', 'amount', 'clauses'] as const };

  it('all of them at first', () => {
    expect(legsOf(1, [first], [])).toEqual(['legal', 'finance', 'commercial']);
  });

  it('not those that have decided on this very version', () => {
    expect(legsOf(1, [first], approved(1, 'legal'))).toEqual(['finance', 'commercial']);
  });

  it('later only those that the change touches', () => {
    const versions = [first, { no: 2, changed: ['clauses'] as const }];
    expect(legsOf(2, versions, approved(1, 'legal', 'finance', 'commercial'))).toEqual(['legal', 'commercial']);
  });

  it('and those that had not approved before, a leg that returned it among them', () => {
    const versions = [first, { no: 2, changed: ['amount'] as const }];
    expect(legsOf(2, versions, [...approved(1, 'finance'), { version: 1, leg: 'legal', outcome: 'returned' }])).toEqual(['legal', 'finance', 'commercial']);
  });

  it('counts all that changed since the approval, over several versions', () => {
    const versions = [first, { no: 2, changed: ['terms'] as const }, { no: 3, changed: [] as const }];
    expect(legsOf(3, versions, approved(1, 'legal', 'finance', 'commercial'))).toEqual(['legal', 'finance']);
    expect(legsOf(3, versions, [...approved(1, 'legal', 'finance', 'commercial'), ...approved(2, 'legal', 'finance')])).toEqual([]);
  });
});

describe('the text of a contract', () => {
  const text = { number: 'C-2026-000001', no: 1, accountName: 'Harbour Cranes', product: 'Hoist', ...content };

  it('is the same for the same facts, and so is its hash', () => {
    expect(hashOf(renderContract(text))).toBe(hashOf(renderContract({ ...text })));
    expect(renderContract(text)).toContain('2. Subject. Hoist, for 1000.00 CNY.');
    expect(renderContract(text)).toContain('3.1 All: 100 percent, 30 days after this contract comes into force.');
  });

  it('says how long it runs where that is agreed', () => {
    expect(renderContract(text)).not.toContain('Term.');
    expect(renderContract({ ...text, term: { startsOn: '2026-04-01', endsOn: '2027-03-31' } })).toContain('   2.1 Term. From 2026-04-01 to 2027-03-31, both days included.');
    expect(renderContract({ ...text, term: { startsOn: null, endsOn: '2027-03-31' } })).toContain('From the day on which it comes into force to 2027-03-31');
  });

  it('has another hash for another version, amount or clause', () => {
    const others = [{ no: 2 }, { amount: { amount: '1000.01', currency: 'CNY' } }, { clauses: '4. None.' }].map((change) => hashOf(renderContract({ ...text, ...change })));
    expect(new Set([...others, hashOf(renderContract(text))]).size).toBe(4);
  });
});
