import { Injectable } from '@nestjs/common';
import { clockFindings } from '@throughline/deadlines/clock-findings';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { OpenSubjectsPage, ReconciliationActivities, ServiceFindings } from '@throughline/process-contracts/reconciliation';
import { DuplicateUpkeep } from './duplicates/duplicate-upkeep';

/** What the reconciler asks of this service: its pools' clocks must run; it has no stories. */
@Injectable()
export class LeadsReconciliation implements ReconciliationActivities {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly deadlines: DeadlineBooks,
    private readonly upkeep: DuplicateUpkeep,
  ) {}

  reconcileFindings(): Promise<ServiceFindings> {
    this.upkeep.begin();
    return clockFindings(this.deadlines, this.transaction);
  }

  async openSubjects(): Promise<OpenSubjectsPage> {
    return { subjects: [] };
  }

  async subjectsOpen(): Promise<string[]> {
    return [];
  }
}
