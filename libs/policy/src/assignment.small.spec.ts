import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { atLocal } from '@throughline/calendar/working-time';
import fc from 'fast-check';
import type { AssignmentBoard, LeadToAssign, Seller } from './assignment';
import { decide } from './assignment';
import type { AssignmentPolicy } from './assignment-policy';
import { assignmentPolicySchema } from './assignment-policy';
import type { Ring } from './turns';
import { newRing } from './turns';

const china = chinaCalendar(2026, 2026);
const wednesday = atLocal(china, '2026-03-25', '10:00');
const id = (n: number): string => `0199d000-0000-7000-8000-00000000000${n}`;
const [ada, bo, cy, di] = [id(1), id(2), id(3), id(4)] as [string, string, string, string];

const header = { kind: 'assignment', id: 'test', version: 1, effectiveFrom: '2026-01-01', author: 'A', reason: 'R' };
type Draft = Partial<Omit<AssignmentPolicy, 'rules'>> & { rules: unknown[] };
const policyOf = (draft: Draft): AssignmentPolicy => assignmentPolicySchema.parse({ ...header, ...draft });
const seller = (personId: string, more: Partial<Seller> = {}): Seller => ({ personId, roles: ['sales-rep'], unitPath: '1.1.', open: 0, today: 0, calendar: china, absences: [], ...more });
const lead = (more: Partial<LeadToAssign> = {}): LeadToAssign => ({ leadId: id(9), attributes: {}, passedOn: [], ...more });

function boardOf(sellers: Seller[], now = wednesday): AssignmentBoard & { rings: Map<string, Ring> } {
  const rings = new Map<string, Ring>();
  return {
    sellers: new Map(sellers.map((each) => [each.personId, each])),
    rings,
    now,
    companyKey: (name) => name.toLowerCase().replace(/,? inc\.?$/, ''),
    ring: (key) => rings.get(key) ?? rings.set(key, newRing(key)).get(key)!,
  };
}
const everybody = (): Seller[] => [ada, bo, cy, di].map((personId) => seller(personId));
const roundRobin = { key: 'tele', strategy: { kind: 'round-robin', among: {} } };

describe('by business type', () => {
  const policy = policyOf({
    rules: [
      { key: 'direct', when: { businessType: ['direct'] }, strategy: { kind: 'named-list', list: [{ companies: [{ name: 'ACME' }, { domain: 'acme.cn' }], people: [bo, cy] }] } },
      { key: 'tele', when: { businessType: ['telesales'] }, strategy: { kind: 'round-robin', among: { people: [ada, bo] } } },
      { key: 'channel', when: { businessType: ['channel'] }, strategy: { kind: 'by-region', regions: [{ key: 'south', in: { city: ['Shenzhen'] }, among: { unit: '1.3.' } }, { key: 'north', in: { attributes: { office: ['North'] } }, among: { unit: '1.1.' } }] } },
      { key: 'events', when: { businessType: ['events'], campaign: ['Fair 2026'] }, strategy: { kind: 'dedicated', people: [di, ada] } },
      { key: 'rest', strategy: { kind: 'least-loaded', among: {} } },
    ],
  });
  const of = (fields: Partial<LeadToAssign>, sellers = everybody()) => {
    const { rule, chosen } = decide(lead(fields), policy, boardOf(sellers));
    return [rule, chosen];
  };

  it('gives a listed company to its seller, and to who takes over for him', () => {
    expect(of({ businessType: 'Direct', companyName: 'Acme, Inc.' })).toEqual(['direct', bo]);
    expect(of({ businessType: 'direct', domain: 'acme.cn' }, [seller(bo, { barred: 'inactive' }), seller(cy)])).toEqual(['direct', cy]);
  });

  it('goes to the next rule with a company that nobody has on his list', () => {
    expect(of({ businessType: 'direct', companyName: 'Somebody' })[0]).toBe('rest');
  });

  it('looks at the region, whatever column it came in', () => {
    const people = [seller(ada, { unitPath: '1.1.2.' }), seller(bo, { unitPath: '1.3.1.' }), seller(cy, { unitPath: '1.30.' })];
    expect(of({ businessType: 'channel', city: 'shenzhen' }, people)).toEqual(['channel', bo]);
    expect(of({ businessType: 'channel', attributes: { office: 'North' } }, people)).toEqual(['channel', ada]);
  });

  it('sends an event to its desk, and what no rule fits nowhere', () => {
    expect(of({ businessType: 'events', campaign: 'Fair 2026' })).toEqual(['events', di]);
    const only = policyOf({ rules: [{ key: 'none', when: { country: ['DE'] }, strategy: roundRobin.strategy }] });
    expect(decide(lead(), only, boardOf(everybody()))).toMatchObject({ rule: null, chosen: null, lookAgainAt: null });
  });

  it('takes whoever owns least, and among equals one after the other', () => {
    const people = [seller(ada, { open: 4 }), seller(bo, { open: 2 }), seller(cy, { open: 2 }), seller(di, { open: 9 })];
    const board = boardOf(people);
    const chosen = Array.from({ length: 7 }, () => decide(lead(), policy, board).chosen);
    expect(new Set(chosen.slice(0, 2))).toEqual(new Set([bo, cy]));
    expect(people.map(({ open }) => open).sort()).toEqual([5, 5, 5, 9]);
  });
});

describe('who can', () => {
  it('leaves out each with his reason, and orders the others', () => {
    const policy = policyOf({ capacity: { open: 10, perDay: 3 }, rules: [{ key: 'r', strategy: { kind: 'dedicated', people: [ada, bo, cy, di, id(5), id(6)] } }] });
    const absences = [{ from: atLocal(china, '2026-03-20', '00:00'), to: atLocal(china, '2026-03-28', '00:00') }];
    const board = boardOf([seller(ada, { barred: 'no seller' }), seller(bo, { absences }), seller(cy, { open: 10 }), seller(di), seller(id(5), { today: 3 })]);
    expect(decide(lead(), policy, board)).toMatchObject({
      chosen: di,
      because: 'dedicated',
      candidates: [
        { personId: di, place: 1 },
        { personId: ada, whyNot: 'no seller' },
        { personId: bo, whyNot: 'absent until 2026-03-30T01:00:00.000Z' },
        { personId: cy, whyNot: 'owns 10 of at most 10' },
        { personId: id(5), whyNot: 'was given 3 of at most 3 today' },
        { personId: id(6), whyNot: 'unknown' },
      ],
    });
  });

  it('passes a lead on that was declined, without taking the turn of the one who is next', () => {
    const policy = policyOf({ rules: [roundRobin] });
    const board = boardOf(everybody());
    const first = decide(lead(), policy, board).chosen!;
    const declined = decide(lead({ passedOn: [{ personId: first, because: 'declined' }] }), policy, board);
    expect(declined.chosen).not.toBe(first);
    expect(declined.because).toBe('next in turn, after a decline');
    expect(declined.candidates.at(-1)).toEqual({ personId: first, whyNot: 'declined' });
    const others = Array.from({ length: 2 }, () => decide(lead(), policy, board).chosen);
    expect(new Set([first, declined.chosen, ...others]).size).toBe(4);
  });

  it('says when to look again: at the next shift, or after a while where all are full', () => {
    const closed = atLocal(china, '2026-03-27', '19:00');
    expect(decide(lead(), policyOf({ rules: [roundRobin] }), boardOf(everybody(), closed)).lookAgainAt).toEqual(atLocal(china, '2026-03-30', '09:00'));
    const full = policyOf({ capacity: { open: 1 }, lookAgainAfterMinutes: 15, rules: [roundRobin] });
    expect(decide(lead(), full, boardOf([seller(ada, { open: 1 })])).lookAgainAt).toEqual(atLocal(china, '2026-03-25', '10:15'));
    expect(decide(lead({ passedOn: [{ personId: ada, because: 'no answer' }] }), full, boardOf([seller(ada)])).lookAgainAt).toBeNull();
  });

  it('keeps a company with whoever has it, where he can', () => {
    const policy = policyOf({ rules: [{ ...roundRobin, stickyByCompany: true }] });
    const board = boardOf(everybody());
    for (let n = 0; n < 3; n += 1) expect(decide(lead({ companyOwnerId: cy }), policy, board)).toMatchObject({ chosen: cy, because: 'has this company already' });
    expect(decide(lead({ companyOwnerId: cy }), policy, boardOf([seller(ada), seller(cy, { barred: 'inactive' })])).chosen).toBe(ada);
    // What he got for his companies counts as his turns.
    const others = Array.from({ length: 9 }, () => decide(lead(), policy, board).chosen);
    expect(others.filter((chosen) => chosen === cy)).toHaveLength(0);
  });
});

describe('laws', () => {
  const sellers = fc.array(fc.record({ barred: fc.option(fc.constant('inactive'), { nil: undefined }), open: fc.integer({ min: 0, max: 6 }), today: fc.integer({ min: 0, max: 4 }) }), { minLength: 1, maxLength: 6 });
  const strategies = fc.constantFrom('round-robin', 'least-loaded');

  it('never chooses somebody who cannot, never goes beyond capacity, and explains everybody', () => {
    fc.assert(
      fc.property(sellers, strategies, fc.integer({ min: 1, max: 40 }), (drafts, kind, leads) => {
        const people = drafts.map(({ barred, ...rest }, n) => seller(id(n + 1), { ...rest, ...(barred && { barred }) }));
        const policy = policyOf({ capacity: { open: 5, perDay: 3 }, rules: [{ key: 'r', strategy: { kind, among: { people: people.map(({ personId }) => personId) } } }] });
        const before = new Map(people.map(({ personId, open, today }) => [personId, { open, today }]));
        const board = boardOf(people);
        for (let n = 0; n < leads; n += 1) {
          const { chosen, candidates, lookAgainAt } = decide(lead(), policy, board);
          expect(candidates.map(({ personId }) => personId).sort()).toEqual(people.map(({ personId }) => personId).sort());
          for (const { place, whyNot } of candidates) expect(place === undefined).toBe(whyNot !== undefined);
          if (chosen !== null) expect(candidates[0]).toEqual({ personId: chosen, place: 1 });
          else expect(lookAgainAt !== null).toBe(people.some(({ barred }) => barred === undefined));
        }
        for (const { personId, open, today, barred } of people) {
          const { open: had, today: got } = before.get(personId)!;
          if (barred !== undefined) expect([open, today]).toEqual([had, got]);
          expect(open).toBeLessThanOrEqual(Math.max(5, had));
          expect(today).toBeLessThanOrEqual(Math.max(3, got));
        }
      }),
    );
  });
});

describe('the document', () => {
  it.each([
    ['two rules of one key', { rules: [roundRobin, roundRobin] }],
    ['people and a unit', { rules: [{ key: 'r', strategy: { kind: 'round-robin', among: { people: [ada], unit: '1.' } } }] }],
    ['a company without a key', { rules: [{ key: 'r', strategy: { kind: 'named-list', list: [{ companies: [{}], people: [ada] }] } }] }],
    ['no rule', { rules: [] }],
  ])('refuses %s', (_, draft) => {
    expect(assignmentPolicySchema.safeParse({ ...header, ...draft }).success).toBe(false);
  });
});
