import fc from 'fast-check';
import { settle, standInFor, type Matter, type Presence, type StandIn } from './stand-ins';

const now = new Date('2026-03-02T02:00:00Z');
const from = new Date('2026-03-01T00:00:00Z');
const to = new Date('2026-03-09T00:00:00Z');
const matter: Matter = { kind: 'discount', amount: { amount: '100.00', currency: 'CNY' } };
const of = (personId: string, standInId: string, more: Partial<StandIn> = {}): StandIn => ({ personId, standInId, from, to, kinds: [], upTo: null, ...more });
const presence = (away: string[], standIns: StandIn[] = [], notBy: string[] = []): Presence => ({ now, isHere: (id) => !away.includes(id), standIns, notBy });
const alone = () => [];

describe('a stand-in', () => {
  it('for just this kind comes before one for everything; the end of the time is not part of it', () => {
    const standIns = [of('li', 'chen'), of('li', 'wang', { kinds: ['discount'] })];
    expect(standInFor('li', matter, presence(['li'], standIns))).toBe('wang');
    expect(standInFor('li', { ...matter, kind: 'extension' }, presence(['li'], standIns))).toBe('chen');
    expect(standInFor('li', matter, { ...presence(['li'], standIns), now: to })).toBeUndefined();
    expect(standInFor('li', matter, { ...presence(['li'], standIns), now: from })).toBe('wang');
  });

  it('answers up to his amount, in its currency', () => {
    const upTo = (amount: string, currency = 'CNY') => standInFor('li', matter, presence(['li'], [of('li', 'chen', { upTo: { amount, currency } })]));
    expect([upTo('100.00'), upTo('99.99'), upTo('1000.00', 'EUR')]).toEqual(['chen', undefined, undefined]);
  });
});

it('who stands in no more is asked no more: another one is, or who is above', () => {
  const first = settle({ asked: [{ id: 'li' }], away: [] }, matter, presence(['li'], [of('li', 'chen')]), alone);
  expect(first.asked).toEqual([{ id: 'chen', standsInFor: 'li' }]);
  const another = settle(first, matter, presence(['li'], [of('li', 'wang')]), alone);
  expect(another).toMatchObject({ asked: [{ id: 'wang', standsInFor: 'li' }], away: ['li'], moves: [{ from: 'chen', to: [], because: 'stands in no more' }, { from: 'li', to: ['wang'] }] });
  const nobody = settle(first, matter, presence(['li']), (tried) => (tried.includes('li') ? ['boss'] : []));
  expect(nobody).toMatchObject({ asked: [{ id: 'boss' }], away: ['li'], climbed: true });
  // At the end of the line he stays: somebody has to be asked.
  expect(settle(first, matter, presence(['li']), alone)).toMatchObject({ asked: first.asked, moves: [] });
  const back = settle(first, matter, presence([]), alone);
  expect(back).toMatchObject({ asked: [{ id: 'li' }], away: [], back: ['li'] });
});

describe('who is asked', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  const id = fc.constantFrom(...ids);
  const world = fc.record({
    asked: fc.uniqueArray(id, { minLength: 1, maxLength: 3 }),
    away: fc.uniqueArray(id),
    requester: id,
    standIns: fc.array(fc.tuple(id, id).filter(([a, b]) => a !== b).map(([a, b]) => of(a, b)), { maxLength: 8 }),
    line: fc.uniqueArray(id, { minLength: 0, maxLength: 6 }),
  });

  it('is never the requester, never who is away while anybody else can be found, and stays the same when settled again', () => {
    fc.assert(
      fc.property(world, ({ asked, away, requester, standIns, line }) => {
        const named = asked.filter((one) => one !== requester);
        fc.pre(named.length > 0);
        const here = presence(away, standIns, [requester]);
        const above = (tried: string[]) => line.filter((one) => !tried.includes(one) && one !== requester).slice(0, 1);
        const first = settle({ asked: named.map((one) => ({ id: one })), away: [] }, matter, here, above);
        const people = first.asked.map((one) => one.id);
        expect(people.length).toBeGreaterThan(0);
        expect(new Set(people).size).toBe(people.length);
        expect(people).not.toContain(requester);
        const somebody = [...named, ...line].filter((one) => one !== requester).some((one) => here.isHere(one) || reaches(one, here));
        expect(people.some(here.isHere)).toBe(somebody);
        if (somebody) expect(people.every(here.isHere)).toBe(true);
        else expect(people).toEqual(named);
        for (const { id: one, standsInFor } of first.asked) {
          if (standsInFor === undefined) continue;
          expect(here.isHere(standsInFor)).toBe(false);
          expect(standsInFor).not.toBe(one);
        }
        const again = settle(first, matter, here, above);
        expect([again.asked, again.moves, again.back]).toEqual([first.asked, [], []]);
        const everybody = settle(first, matter, presence([], standIns, [requester]), alone);
        for (const one of named) expect(everybody.asked.map((person) => person.id)).toContain(one);
      }),
      { numRuns: 2_000 },
    );
  });

  /** Told another way: one step after another, the first valid entry of each, at most as many steps as there are people. */
  function reaches(start: string, { standIns, isHere, notBy }: Presence): boolean {
    let at = start;
    for (const _ of ids) {
      const next = standIns.find(({ personId }) => personId === at)?.standInId;
      if (next === undefined || notBy.includes(next) || next === start) return false;
      if (isHere(next)) return true;
      at = next;
    }
    return false;
  }
});
