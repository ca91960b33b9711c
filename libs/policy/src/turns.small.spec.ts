import fc from 'fast-check';
import type { Ring } from './turns';
import { inTurn, newRing, takeTurn } from './turns';

const reps = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
function dealTo(ring: Ring, present: readonly string[], leads: number): Map<string, number> {
  const given = new Map<string, number>();
  for (let n = 0; n < leads; n += 1) {
    const next = inTurn(ring, present)[0]!;
    takeTurn(ring, next);
    given.set(next, (given.get(next) ?? 0) + 1);
  }
  return given;
}
const spread = (given: Map<string, number>, people = reps): number => {
  const counts = people.map((person) => given.get(person) ?? 0);
  return Math.max(...counts) - Math.min(...counts);
};

describe('taking turns', () => {
  it('gives 10,000 leads to 7 people to within one', () => {
    const given = dealTo(newRing('telesales'), reps, 10_000);
    expect([...given.values()].reduce((sum, leads) => sum + leads, 0)).toBe(10_000);
    expect(spread(given)).toBe(1);
  });

  it('does not give the odd lead always to the same person', () => {
    const first = new Set(Array.from({ length: 40 }, (_, n) => inTurn(newRing(`rule-${n}`), reps)[0]));
    expect(first.size).toBeGreaterThan(4);
    // Nor in one ring that goes on: ten deals of one lead more than there are people.
    const ring = newRing('telesales');
    const favoured = new Set(Array.from({ length: 10 }, () => [...dealTo(ring, reps, 8)].find(([, leads]) => leads === 2)![0]));
    expect(favoured.size).toBe(7);
  });

  it('goes on where it stopped when it is read back from storage', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 12 }), (deals) => {
        const [whole, stored] = [newRing('x'), newRing('x')];
        const total = deals.reduce((sum, leads) => sum + leads, 0);
        let again = stored;
        const pieces = deals.map((leads) => {
          again = { ...again, seats: new Map([...again.seats].reverse().map(([id, seat]) => [id, { ...seat }])) };
          return dealTo(again, [...reps].reverse(), leads);
        });
        const sum = (person: string) => pieces.reduce((all, piece) => all + (piece.get(person) ?? 0), 0);
        const once = dealTo(whole, reps, total);
        for (const person of reps) expect(sum(person)).toBe(once.get(person) ?? 0);
      }),
    );
  });

  it('never lets two people who are always there differ by more than one, whoever else comes and goes', () => {
    const visits = fc.array(fc.record({ guests: fc.subarray(['x', 'y', 'z']), leads: fc.integer({ min: 0, max: 20 }) }), { maxLength: 30 });
    fc.assert(
      fc.property(visits, (days) => {
        const ring = newRing('r');
        const given = new Map<string, number>();
        for (const { guests, leads } of days) for (const [id, n] of dealTo(ring, [...reps, ...guests], leads)) given.set(id, (given.get(id) ?? 0) + n);
        expect(spread(given)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('lets nobody catch up who was away, and makes nobody wait who is new', () => {
    const ring = newRing('telesales');
    dealTo(ring, reps.slice(0, 6), 600);
    const afterwards = dealTo(ring, reps, 70);
    expect(afterwards.get('g')).toBe(10);
    expect(spread(afterwards)).toBe(0);
  });

  it('among equals takes whoever has waited longest', () => {
    for (let n = 0; n < 10; n += 1) {
      const ring = newRing(`rule-${n}`);
      dealTo(ring, reps, 7);
      dealTo(ring, reps.slice(0, 6), 12);
      expect(inTurn(ring, reps)[0]).toBe('g');
    }
  });
});
