import { randomUUID } from 'node:crypto';
import { queues } from '@throughline/process-contracts/queues';
import type { ReconciliationInput, ReconciliationReport } from '@throughline/process-contracts/reconciliation';
import { workflowIds, workflowTypes } from '@throughline/process-contracts/workflow-ids';
import { temporalClient, type TemporalAddress } from '@throughline/temporal/client';

const countNames = ['booksWithoutClock', 'overdueDeadlines', 'storiesWithoutSubject', 'subjectsWithoutStory', 'unsentOutbox'] as const;

/** Compares records with running processes once, now, and waits for the report (at most 2 minutes). @throws if no worker takes it */
export async function reconcileNow(where: TemporalAddress, tenant: string, sandbox: boolean, repair = false): Promise<ReconciliationReport> {
  const input: ReconciliationInput = { repair };
  return temporalClient(where).workflow.execute(workflowTypes.reconciliation, {
    taskQueue: queues.processes,
    workflowId: workflowIds.reconciliation(tenant, `doctor-${randomUUID()}`),
    args: [input],
    memo: { sandbox },
    workflowExecutionTimeout: '2 minutes',
  }) as Promise<ReconciliationReport>;
}

/** @returns whether records and processes agree everywhere and everybody has answered. */
export function isClean(report: ReconciliationReport): boolean {
  return countNames.every((name) => report[name] === 0) && report.unanswered.length === 0;
}

/** The counts in words, one line each. */
export function reportLines(report: ReconciliationReport): string[] {
  const words: Record<(typeof countNames)[number], string> = {
    booksWithoutClock: 'books of deadlines without their clock',
    overdueDeadlines: 'deadlines overdue for more than a minute',
    storiesWithoutSubject: 'open stories without a subject',
    subjectsWithoutStory: 'subjects without their story',
    unsentOutbox: 'unsent outbox rows older than a minute',
  };
  return [
    ...countNames.map((name) => `${String(report[name]).padStart(6)}  ${words[name]}`),
    ...(report.unanswered.length > 0 ? [`        no answer from: ${report.unanswered.join(', ')}`] : []),
    ...report.examples.map((example) => `        e.g. ${example}`),
  ];
}
