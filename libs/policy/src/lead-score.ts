import type { LeadFacts, LeadPredicate } from './lead-condition';
import { predicate } from './lead-condition';
import type { ScoringArea, ScoringPolicy } from './scoring-policy';

export const leadGrades = ['A', 'B', 'C', 'D'] as const;
export type LeadGrade = (typeof leadGrades)[number];

/** What is kept of a score: with the policy's version its rules say the rest. */
export interface LeadScore {
  /** 0 to 100. */
  score: number;
  grade: LeadGrade;
  /** Keys of the rules that hold, in the order of the policy. */
  rules: string[];
}

export interface ScoreReason {
  area: ScoringArea;
  rule: string;
  text: string;
  /** Within the area. */
  points: number;
}
export interface AreaScore {
  area: ScoringArea;
  weight: number;
  /** 0 to 100. */
  points: number;
}
/** A score as people read it: each area with its points and weight, each rule that held with its reason. */
export interface ExplainedScore {
  score: number;
  grade: LeadGrade;
  areas: AreaScore[];
  reasons: ScoreReason[];
}

const compiled = new WeakMap<ScoringPolicy, { key: string; holds: LeadPredicate }[]>();

/** Scores a lead: each area sums the points of its rules that hold, within 0 and 100; the score is their weighted mean, rounded half up. */
export function scoreLead(facts: LeadFacts, policy: ScoringPolicy): LeadScore {
  let rules = compiled.get(policy);
  if (!rules) {
    rules = policy.areas.flatMap((area) => area.rules.map(({ key, when }) => ({ key, holds: predicate(when) })));
    compiled.set(policy, rules);
  }
  const held = rules.filter(({ holds }) => holds(facts)).map(({ key }) => key);
  return { ...valueOf(areasOf(new Set(held), policy), policy), rules: held };
}

/** The same score again from the rules that held, with its reasons. Rules that the policy does not have are passed over. */
export function explainScore(rules: readonly string[], policy: ScoringPolicy): ExplainedScore {
  const held = new Set(rules);
  const areas = areasOf(held, policy);
  const reasons = policy.areas.flatMap(({ area, rules: all }) =>
    all.filter(({ key }) => held.has(key)).map(({ key, text, points }) => ({ area, rule: key, text, points })),
  );
  return { ...valueOf(areas, policy), areas, reasons };
}

function areasOf(held: ReadonlySet<string>, policy: ScoringPolicy): AreaScore[] {
  return policy.areas.map(({ area, weight, base, rules }) => {
    const sum = rules.reduce((points, rule) => (held.has(rule.key) ? points + rule.points : points), base);
    return { area, weight, points: Math.min(100, Math.max(0, sum)) };
  });
}

function valueOf(areas: readonly AreaScore[], { grades }: ScoringPolicy): { score: number; grade: LeadGrade } {
  const weights = areas.reduce((sum, { weight }) => sum + weight, 0);
  // Whole numbers: twice the sum plus half a step, so that no float decides about a grade.
  const weighted = areas.reduce((sum, { weight, points }) => sum + weight * points, 0);
  const score = Math.floor((2 * weighted + weights) / (2 * weights));
  return { score, grade: score >= grades.A ? 'A' : score >= grades.B ? 'B' : score >= grades.C ? 'C' : 'D' };
}
