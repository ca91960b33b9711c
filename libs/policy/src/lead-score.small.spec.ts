import fc from 'fast-check';
import { standardScoring } from './default-intake-policies';
import type { LeadFacts } from './lead-condition';
import { explainScore, scoreLead } from './lead-score';
import type { ScoringPolicy } from './scoring-policy';
import { scoringPolicySchema } from './scoring-policy';

const policy: ScoringPolicy = scoringPolicySchema.parse({
  ...standardScoring,
  areas: [
    {
      area: 'fit',
      weight: 3,
      rules: [
        { key: 'domain', text: 'Has a domain', when: { field: 'domain', given: true }, points: 60 },
        { key: 'german', text: 'Is German', when: { field: 'country', is: ['Germany'] }, points: 60 },
        { key: 'student', text: 'Is a student', when: { field: 'attributes.occupation', is: ['student'] }, points: -80 },
      ],
    },
    { area: 'behaviour', weight: 1, base: 50, rules: [{ key: 'calls', text: 'Two calls', when: { field: 'activities.call', atLeast: 2 }, points: 50 }] },
  ],
  grades: { A: 70, B: 50, C: 13 },
});

describe('scoring a lead', () => {
  it.each<[LeadFacts, number, string, string[]]>([
    // Nothing known: 0 of fit, the base of behaviour, (3·0 + 1·50) / 4 = 12.5, rounded up.
    [{}, 13, 'C', []],
    [{ domain: 'cranes.example' }, 58, 'B', ['domain']],
    // An area never exceeds 100.
    [{ domain: 'cranes.example', country: ' germany ' }, 88, 'A', ['domain', 'german']],
    [{ domain: 'cranes.example', country: 'Germany', 'activities.call': 2 }, 100, 'A', ['domain', 'german', 'calls']],
    // Nor falls below nought.
    [{ 'attributes.occupation': 'Student' }, 13, 'C', ['student']],
    [{ domain: 'x.example', country: 'Germany', 'attributes.occupation': 'Student' }, 43, 'C', ['domain', 'german', 'student']],
  ])('%j → %i %s because of %j', (facts, score, grade, rules) => expect(scoreLead(facts, policy)).toEqual({ score, grade, rules }));

  it('is explained by its rules, to the same score', () => {
    const { rules, score, grade } = scoreLead({ domain: 'x.example', 'activities.call': 5 }, policy);
    expect(explainScore(rules, policy)).toEqual({
      score,
      grade,
      areas: [
        { area: 'fit', weight: 3, points: 60 },
        { area: 'behaviour', weight: 1, points: 100 },
      ],
      reasons: [
        { area: 'fit', rule: 'domain', text: 'Has a domain', points: 60 },
        { area: 'behaviour', rule: 'calls', text: 'Two calls', points: 50 },
      ],
    });
  });

  const facts = fc.record({
    companyName: fc.option(fc.string()),
    domain: fc.option(fc.constant('cranes.example')),
    channel: fc.constantFrom('web', 'api', 'import', 'event', 'partner'),
    activities: fc.nat(10),
    'activities.call': fc.nat(5),
    'attributes.totalVisits': fc.oneof(fc.nat(20).map(String), fc.string()),
    expectedCloseInDays: fc.option(fc.integer({ min: -50, max: 400 })),
    likelihood: fc.option(fc.integer({ min: 0, max: 100 })),
    tags: fc.array(fc.constantFrom('do-not-mail', 'company')),
  });

  it('lies between 0 and 100, and its explanation always says the same', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const scored = scoreLead(given, standardScoring);
        const { score, grade, reasons } = explainScore(scored.rules, standardScoring);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        expect({ score, grade, rules: reasons.map(({ rule }) => rule) }).toEqual(scored);
      }),
    );
  });

  it('never falls because one more rule with points above nought holds, and a better score is never a worse grade', () => {
    const gains = standardScoring.areas.flatMap(({ rules }) => rules.filter(({ points }) => points > 0).map(({ key }) => key));
    fc.assert(
      fc.property(fc.subarray(gains), fc.constantFrom(...gains), (held, more) => {
        const before = explainScore(held, standardScoring);
        const after = explainScore([...held, more], standardScoring);
        expect(after.score).toBeGreaterThanOrEqual(before.score);
        expect(after.grade <= before.grade).toBe(true);
      }),
    );
  });

  it('does not depend on the order of the rules', () => {
    const reversed = { ...standardScoring, areas: [...standardScoring.areas].reverse().map((area) => ({ ...area, rules: [...area.rules].reverse() })) };
    fc.assert(
      fc.property(facts, (given) => {
        const { score, grade, rules } = scoreLead(given, reversed);
        expect({ score, grade, rules: [...rules].sort() }).toEqual({ ...scoreLead(given, standardScoring), rules: [...scoreLead(given, standardScoring).rules].sort() });
      }),
    );
  });
});

describe('a scoring policy', () => {
  it.each([
    ['two rules of one name', { areas: [policy.areas[0], { ...policy.areas[1], rules: policy.areas[0]!.rules }] }],
    ['an area twice', { areas: [policy.areas[0], { ...policy.areas[0], rules: [] }] }],
    ['no weight', { areas: policy.areas.map((area) => ({ ...area, weight: 0 })) }],
    ['grades in the wrong order', { grades: { A: 50, B: 60, C: 10 } }],
    ['a rule that tests nothing', { areas: [{ ...policy.areas[0], rules: [{ key: 'x', text: 'x', when: { field: 'x' }, points: 1 }] }] }],
  ])('with %s is refused', (_name, change) => {
    expect(scoringPolicySchema.safeParse({ ...policy, ...change }).success).toBe(false);
    expect(scoringPolicySchema.safeParse(policy).success).toBe(true);
  });
});
