import type { Days } from './use-figures';

export const PERIODS = ['month', 'quarter', 'year'] as const;
export type Period = (typeof PERIODS)[number];

/** From the first day of the present month, quarter or year until today. */
export function daysOf(period: Period, today: string): Days {
  const [year, month] = today.split('-') as [string, string, string];
  const first = { month, quarter: String(Math.floor((Number.parseInt(month, 10) - 1) / 3) * 3 + 1).padStart(2, '0'), year: '01' }[period];
  return { from: `${year}-${first}-01`, until: today };
}
