import { gauge } from '@throughline/observability/metrics';
import type { ReconciliationReport } from '@throughline/process-contracts/reconciliation';

const differences = gauge('throughline_reconciler_differences', 'What records and running processes disagree about, as last compared.', ['kind']);
const unanswered = gauge('throughline_reconciler_unanswered', 'Services that did not answer the last comparison.');
const repaired = gauge('throughline_reconciler_repaired', 'What the last comparison mended.');
const comparedAt = gauge('throughline_reconciler_compared_at_seconds', 'When the last comparison ended, in seconds since 1970.');

const kinds = ['booksWithoutClock', 'overdueDeadlines', 'storiesWithoutSubject', 'subjectsWithoutStory', 'unsentOutbox'] as const;

export function showReport(report: ReconciliationReport): void {
  for (const kind of kinds) differences.set({ kind }, report[kind]);
  unanswered.set(report.unanswered.length);
  repaired.set(report.repaired);
  comparedAt.set(Date.now() / 1000);
}
