import { noticeFindings } from '@throughline/observability/metric-findings';

/** Throws where the metrics of the worklist count notices that could not be delivered. */
export function requireNoDeadNotices(metrics: string): void {
  const dead = noticeFindings(metrics).filter(({ ok }) => !ok);
  if (dead.length > 0) throw new Error(`${dead.map(({ about, count }) => `${count} by ${about}`).join(', ')} could not be delivered: throughline notices dead`);
}
