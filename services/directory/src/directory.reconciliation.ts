import { Injectable } from '@nestjs/common';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import { unsentForAMinute } from '@throughline/messaging/outbox-findings';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { Queue } from '@throughline/process-contracts/queues';
import type { OpenSubjectsPage, ReconciliationActivities, ServiceFindings } from '@throughline/process-contracts/reconciliation';
import type { WorkflowType } from '@throughline/process-contracts/workflow-ids';

/** What the reconciler asks of this service: the clock of planned positions must run; it has no stories. */
@Injectable()
export class DirectoryReconciliation implements ReconciliationActivities {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly deadlines: DeadlineBooks,
  ) {}

  async reconcileFindings(): Promise<ServiceFindings> {
    const { overdueMinute: overdueDeadlines, books } = await this.deadlines.findings();
    const unsentOutbox = await this.transaction.read(unsentForAMinute);
    const clocks = books.map(({ book, clockWorkflowId: workflowId, clockType, queue }) => ({
      workflowId,
      workflowType: clockType as WorkflowType,
      queue: queue as Queue,
      input: { book, schema: 1 },
    }));
    return { overdueDeadlines, unsentOutbox, books: clocks };
  }

  async openSubjects(): Promise<OpenSubjectsPage> {
    return { subjects: [] };
  }

  async subjectsOpen(): Promise<string[]> {
    return [];
  }
}
