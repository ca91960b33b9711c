import type { Finding } from './finding';

/** Values of one metric in the text that `/metrics` answers, with their labels. */
export function metricValues(metrics: string, name: string): { labels: Record<string, string>; value: number }[] {
  const samples = metrics.matchAll(new RegExp(`^${name}(?:\\{(.*)\\})? (\\S+)$`, 'gm'));
  return [...samples].map(([, labels = '', value]) => ({ labels: Object.fromEntries([...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, text]) => [key!, text!])), value: Number(value) }));
}

/** What the metrics of the worklist say of notices that could not be delivered. @throws Error where they do not count them */
export function noticeFindings(metrics: string): Finding[] {
  const counts = metricValues(metrics, 'throughline_notices_dead');
  if (counts.length === 0 || counts.some(({ value }) => Number.isNaN(value))) throw new Error('its metrics do not count them');
  return counts.map(({ labels, value }) => ({ check: 'notices', about: labels.channel ?? null, ok: value === 0, count: value, detail: null }));
}

/** Minutes after which a comparison that should be made every five is missed. */
const patience = 15;

/** What the metrics of the worker say of the last comparison of records with running processes. */
export function comparisonFindings(metrics: string, now = Date.now()): Finding[] {
  const [at] = metricValues(metrics, 'throughline_reconciler_compared_at_seconds');
  if (!at || at.value === 0) {
    // Who has just been started cannot have compared yet.
    const [begun] = metricValues(metrics, 'process_start_time_seconds');
    return [{ check: 'comparison', about: null, ok: begun !== undefined && now / 1_000 - begun.value < patience * 60, count: null, detail: null }];
  }
  const minutes = Math.max(0, Math.round((now / 1_000 - at.value) / 60));
  const [unanswered] = metricValues(metrics, 'throughline_reconciler_unanswered');
  const missing = unanswered?.value ?? 0;
  const differences = metricValues(metrics, 'throughline_reconciler_differences');
  return [
    { check: 'comparison', about: null, ok: minutes <= patience && missing === 0, count: minutes, detail: missing > 0 ? `${missing} services did not answer it` : null },
    ...differences.map(({ labels, value }): Finding => ({ check: 'differences', about: labels.kind ?? null, ok: value === 0, count: value, detail: null })),
  ];
}
