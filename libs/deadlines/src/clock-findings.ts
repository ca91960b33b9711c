import { unsentForAMinute } from '@throughline/messaging/outbox-findings';
import type { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { Queue } from '@throughline/process-contracts/queues';
import type { ServiceFindings } from '@throughline/process-contracts/reconciliation';
import type { WorkflowType } from '@throughline/process-contracts/workflow-ids';
import type { DeadlineBooks } from './deadline-books';

/** What a service with deadlines answers the reconciler: what is late, and which clocks must run. */
export async function clockFindings(deadlines: DeadlineBooks, transaction: TransactionRunner): Promise<ServiceFindings> {
  const { overdueMinute: overdueDeadlines, books } = await deadlines.findings();
  const unsentOutbox = await transaction.read(unsentForAMinute);
  const clocks = books.map(({ book, clockWorkflowId: workflowId, clockType, queue }) => ({
    workflowId,
    workflowType: clockType as WorkflowType,
    queue: queue as Queue,
    input: { book, schema: 1 },
  }));
  return { overdueDeadlines, unsentOutbox, books: clocks };
}
