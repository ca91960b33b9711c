import { isDeepStrictEqual } from 'node:util';
import { testedValue, testName, testsOf, testText, type ApprovalTest, type Fields } from '@throughline/policy/approval-condition';
import type { ApprovalPolicy } from '@throughline/policy/approval-policy';
import type { TaskDetail } from './task-detail.answer';

type Figures = Readonly<Record<string, unknown>>;

/** Each figure that came, went or became another, by name. */
export function differences(before: Figures, after: Figures): NonNullable<TaskDetail['sinceApproved']>['changes'] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return fields
    .filter((field) => !isDeepStrictEqual(before[field] ?? null, after[field] ?? null))
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }));
}

/** Every figure that a leg of the policy tests, and whether the leg is on the route. */
export function turnsOn(policy: ApprovalPolicy, figures: Figures, route: readonly { key: string }[]): TaskDetail['turnsOn'] {
  return policy.legs.flatMap((leg) =>
    testsOf(leg.when).map(({ test, negated }) => ({
      field: testName(test),
      value: tested(test, figures),
      test: `${negated ? 'not ' : ''}${testText(test)}`,
      condition: test,
      not: negated,
      leg: leg.label,
      met: route.some(({ key }) => key === leg.key),
    })),
  );
}

function tested(test: ApprovalTest, figures: Figures): string | null {
  if (!('aggregate' in test)) return valueOf(figures[test.field]);
  const lines = Array.isArray(figures.lines) ? (figures.lines as Fields[]) : [];
  return testedValue(test, { fields: {}, lines }) ?? null;
}

function valueOf(figure: unknown): string | null {
  if (figure === undefined || figure === null) return null;
  if (typeof figure !== 'object') return String(figure);
  const { amount, currency } = figure as { amount?: string; currency?: string };
  return amount === undefined ? JSON.stringify(figure) : `${amount} ${currency ?? ''}`.trim();
}
