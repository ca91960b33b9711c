import type { LegMode, RoutedLeg } from './approval-leg';
import { legOutcome, nextLegs, requestOutcome, type LegOutcome, type LoggedDecision } from './approval-outcome';

function leg(key: string, step: number, mode: LegMode, people: string[], more: Partial<RoutedLeg> = {}): RoutedLeg {
  return {
    key, label: key, step, mode, approvers: people.map((id) => ({ id, why: 'a test' })), why: 'a test', fallback: false, ifRepeated: 'others',
    requires: { comment: 'never', signature: false }, mayEdit: [], dueWorkingHours: 8, ladder: [{ afterWorkingHours: 8, do: 'lapse' }], copies: [], tested: {}, worse: {}, ...more,
  };
}
const says = (legKey: string, by: string, outcome: LegOutcome = 'approved', more: Partial<LoggedDecision> = {}): LoggedDecision => ({ legKey, seat: by, by, outcome, ...more });
const three = ['an', 'bo', 'cy'];
/** Who is asked at present, leg by leg. */
const asked = (legs: RoutedLeg[], log: LoggedDecision[]) => {
  const next = nextLegs(legs, log);
  return next.kind === 'concluded' ? next.outcome : next.legs.map((one) => `${one.leg.key}${one.round || ''}: ${one.seats.map((seat) => seat.asked.join('|')).join(', ')}`);
};

describe('how a leg is settled, by its mode', () => {
  const y: LegOutcome = 'approved';
  const n: LegOutcome = 'rejected';
  const s: LegOutcome = 'lapsed';
  it.each<[string, LegMode, LegOutcome[], LegOutcome | undefined]>([
    ['any: the first yes', { kind: 'any' }, [y], 'approved'],
    ['any: the first no', { kind: 'any' }, [n, y], 'rejected'],
    ['all: not before the last yes', { kind: 'all' }, [y, y], undefined],
    ['all: the last yes', { kind: 'all' }, [y, y, y], 'approved'],
    ['all: one no', { kind: 'all' }, [y, n], 'rejected'],
    ['all: one who stays silent', { kind: 'all' }, [y, s], 'lapsed'],
    ['in turn: the last yes', { kind: 'in-turn' }, [y, y, y], 'approved'],
    ['quorum 2: a no does not stop it', { kind: 'quorum', of: 2 }, [n, y], undefined],
    ['quorum 2: two of three', { kind: 'quorum', of: 2 }, [n, y, y], 'approved'],
    ['quorum 2: out of reach', { kind: 'quorum', of: 2 }, [n, s], 'rejected'],
    ['quorum 2: silence alone', { kind: 'quorum', of: 2 }, [s, s], 'lapsed'],
    ['quorum above those there are: all', { kind: 'quorum', of: 9 }, [y, y, y], 'approved'],
    ['half of three is two', { kind: 'ratio', percent: 50 }, [y], undefined],
    ['two thirds of three are two', { kind: 'ratio', percent: 66 }, [y, y], 'approved'],
    ['67 of 100 of three are three', { kind: 'ratio', percent: 67 }, [y, y], undefined],
    ['returned ends any of them', { kind: 'quorum', of: 2 }, [y, 'returned'], 'returned'],
  ])('%s', (_, mode, outcomes, expected) => {
    expect(legOutcome(leg('a', 1, mode, three), outcomes.map((outcome, at) => says('a', three[at]!, outcome)))).toBe(expected);
  });

  it('counts one answer for each seat, whoever gives it, and nothing after it is settled', () => {
    const quorum = leg('a', 1, { kind: 'quorum', of: 2 }, three);
    expect(legOutcome(quorum, [says('a', 'an'), says('a', 'stand-in', 'approved', { seat: 'an' })])).toBeUndefined();
    expect(legOutcome(quorum, [says('a', 'an'), says('a', 'bo'), says('a', 'cy', 'rejected')])).toBe('approved');
  });
});

describe('what is asked next', () => {
  const legs = [leg('boss', 1, { kind: 'any' }, ['bo']), leg('law', 2, { kind: 'any' }, ['an', 'cy']), leg('money', 2, { kind: 'all' }, three), leg('end', 3, { kind: 'in-turn' }, three, { ifRepeated: 'every-time' })];

  it('is every leg of the lowest step at once, then the next step, in turn one after another', () => {
    expect(asked(legs, [])).toEqual(['boss: bo']);
    const log = [says('boss', 'bo')];
    expect(asked(legs, log)).toEqual(['law: an|cy', 'money: an, bo, cy']);
    log.push(says('money', 'cy'), says('law', 'an', 'approved', { seat: null }));
    expect(asked(legs, log)).toEqual(['money: an, bo']);
    log.push(says('money', 'an'), says('money', 'bo'));
    expect(asked(legs, log)).toEqual(['end: an']);
    log.push(says('end', 'an'));
    expect(asked(legs, log)).toEqual(['end: bo']);
    log.push(says('end', 'bo'), says('end', 'cy'));
    expect([asked(legs, log), asked(legs, [])]).toEqual(['granted', ['boss: bo']]);
  });

  it('ends with the first leg that says no, whatever comes after', () => {
    const log = [says('boss', 'bo'), says('law', 'cy', 'rejected'), says('money', 'an', 'returned')];
    expect([requestOutcome(legs, log.slice(0, 1)), requestOutcome(legs, log.slice(0, 2)), requestOutcome(legs, log)]).toEqual([undefined, 'refused', 'refused']);
    expect(requestOutcome(legs, [says('boss', 'bo', 'returned')])).toBe('returned');
    expect(requestOutcome(legs, [says('boss', 'bo', 'lapsed', { by: null })])).toBe('lapsed');
  });

  it('returned to a step: its legs and those after it are asked anew, those before stand', () => {
    const log = [says('boss', 'bo'), says('law', 'an'), says('money', 'an'), says('money', 'bo'), says('money', 'cy'), says('end', 'an', 'returned', { toStep: 2 })];
    expect(asked(legs, log)).toEqual(['law1: an|cy', 'money1: an, bo, cy']);
    expect(asked(legs, [...log, says('law', 'an', 'returned', { toStep: 1 })])).toEqual(['boss1: bo']);
  });

  it('a skipped leg stands for a yes; a request without legs is granted', () => {
    expect(asked([leg('a', 1, { kind: 'any' }, [], { skipped: { why: 'a test' } }), leg('b', 2, { kind: 'any' }, ['bo'])], [])).toEqual(['b: bo']);
    expect(requestOutcome([], [])).toBe('granted');
  });
});

describe('somebody who comes twice', () => {
  const twice = (ifRepeated: RoutedLeg['ifRepeated'], second: string[], mode: LegMode = { kind: 'any' }) => [leg('a', 1, { kind: 'any' }, ['an']), leg('b', 2, mode, second, { ifRepeated })];
  const log = [says('a', 'an')];

  it('others: is not asked again where somebody else can be, and is where nobody can', () => {
    expect(nextLegs(twice('others', ['an', 'bo']), log)).toMatchObject({ legs: [{ seats: [{ asked: ['bo'], notBy: ['an'] }] }] });
    expect(nextLegs(twice('others', ['an']), log)).toMatchObject({ legs: [{ seats: [{ asked: ['an'], notBy: [] }] }] });
  });

  it('once-first: his yes counts again', () => {
    expect(requestOutcome(twice('once-first', ['an', 'bo']), log)).toBe('granted');
    expect(asked(twice('once-first', ['an', 'bo'], { kind: 'all' }), log)).toEqual(['b: bo']);
  });

  it('every-time: he is asked every time', () => {
    expect(asked(twice('every-time', ['an', 'bo']), log)).toEqual(['b: an|bo']);
  });
});
