import { Inject, Injectable } from '@nestjs/common';
import { clockFindings } from '@throughline/deadlines/clock-findings';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import { MESSAGING_SETTINGS, type MessagingSettings } from '@throughline/messaging/messaging-settings';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { queues } from '@throughline/process-contracts/queues';
import type { OpenSubjectsPage, ReconciliationActivities, ServiceFindings } from '@throughline/process-contracts/reconciliation';
import { parseWorkflowId, workflowIds, workflowTypes } from '@throughline/process-contracts/workflow-ids';
import { ApprovalRepository } from './approval.repository';

const page = 200;

/** Open requests are the subjects that must have a story; and the clock of absences and stand-ins must run; the reconciler compares. */
@Injectable()
export class ApprovalReconciliation implements ReconciliationActivities {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly approvals: ApprovalRepository,
    private readonly deadlines: DeadlineBooks,
    @Inject(MESSAGING_SETTINGS) private readonly settings: MessagingSettings,
  ) {}

  reconcileFindings(): Promise<ServiceFindings> {
    return clockFindings(this.deadlines, this.transaction);
  }

  async openSubjects({ after }: { after?: string }): Promise<OpenSubjectsPage> {
    const ids = await this.transaction.read((tx) => this.approvals.openIds(tx, after ?? null, page));
    const subjects = ids.map((requestId) => ({
      workflowId: workflowIds.approval(this.settings.tenant, requestId),
      workflowType: workflowTypes.approval,
      queue: queues.worklist,
      input: { requestId, schema: 1 },
    }));
    const last = ids.at(-1);
    return { subjects, ...(ids.length === page && last !== undefined && { next: last }) };
  }

  async subjectsOpen({ workflowIds: ids }: { workflowIds: string[] }): Promise<string[]> {
    const bySubject = new Map(ids.map((id) => [parseWorkflowId(id).subject, id]));
    const open = await this.transaction.read((tx) => this.approvals.openAmong(tx, [...bySubject.keys()]));
    return open.flatMap((requestId) => bySubject.get(requestId) ?? []);
  }
}
