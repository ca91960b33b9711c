import { isDeepStrictEqual } from 'node:util';
import type { ApprovalPolicy, Condition } from '@throughline/policy/approval-policy';
import type { TaskDetail } from './task-detail.answer';

type Figures = Readonly<Record<string, unknown>>;

/** Each figure that came, went or became another, by name. */
export function differences(before: Figures, after: Figures): NonNullable<TaskDetail['sinceApproved']>['changes'] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return fields
    .filter((field) => !isDeepStrictEqual(before[field] ?? null, after[field] ?? null))
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }));
}

/** `percent > 10 and amount >= 50000`; null where it always holds. */
export function conditionText(when: Condition): string | null {
  return testsOf(when).map(({ text }) => text).join(' and ') || null;
}

/** Every figure that a leg of the policy tests, and whether the leg is on the route. */
export function turnsOn(policy: ApprovalPolicy, figures: Figures, route: readonly { key: string }[]): TaskDetail['turnsOn'] {
  return policy.legs.flatMap((leg) =>
    testsOf(leg.when).map(({ field, text }) => ({ field, value: valueOf(figures[field]), test: text, leg: leg.label, met: route.some(({ key }) => key === leg.key) })),
  );
}

function testsOf(when: Condition): { field: string; text: string }[] {
  if ('always' in when) return [];
  if ('all' in when) return when.all.flatMap(testsOf);
  return [{ field: when.field, text: `${when.field} ${when.op} ${when.value}` }];
}

function valueOf(figure: unknown): string | null {
  if (figure === undefined || figure === null) return null;
  if (typeof figure !== 'object') return String(figure);
  const { amount, currency } = figure as { amount?: string; currency?: string };
  return amount === undefined ? JSON.stringify(figure) : `${amount} ${currency ?? ''}`.trim();
}
