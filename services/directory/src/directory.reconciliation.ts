import { Injectable } from '@nestjs/common';
import { clockFindings } from '@throughline/deadlines/clock-findings';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { OpenSubjectsPage, ReconciliationActivities, ServiceFindings } from '@throughline/process-contracts/reconciliation';

/** What the reconciler asks of this service: the clock of planned positions must run; it has no stories. */
@Injectable()
export class DirectoryReconciliation implements ReconciliationActivities {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly deadlines: DeadlineBooks,
  ) {}

  reconcileFindings(): Promise<ServiceFindings> {
    return clockFindings(this.deadlines, this.transaction);
  }

  async openSubjects(): Promise<OpenSubjectsPage> {
    return { subjects: [] };
  }

  async subjectsOpen(): Promise<string[]> {
    return [];
  }
}
