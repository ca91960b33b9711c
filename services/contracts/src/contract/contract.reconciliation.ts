import { Inject, Injectable } from '@nestjs/common';
import { clockFindings } from '@throughline/deadlines/clock-findings';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import { MESSAGING_SETTINGS } from '@throughline/messaging/messaging-settings';
import type { MessagingSettings } from '@throughline/messaging/messaging-settings';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { queues } from '@throughline/process-contracts/queues';
import type { OpenSubjectsPage, ReconciliationActivities, ServiceFindings } from '@throughline/process-contracts/reconciliation';
import { parseWorkflowId, workflowIds, workflowTypes } from '@throughline/process-contracts/workflow-ids';
import { ContractRepository } from './contract.repository';

const page = 200;

/** Which reviews this service thinks must be running, and that the clock of the terms must; the reconciler compares. */
@Injectable()
export class ContractReconciliation implements ReconciliationActivities {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly contracts: ContractRepository,
    private readonly deadlines: DeadlineBooks,
    @Inject(MESSAGING_SETTINGS) private readonly settings: MessagingSettings,
  ) {}

  reconcileFindings(): Promise<ServiceFindings> {
    return clockFindings(this.deadlines, this.transaction);
  }

  async openSubjects({ after }: { after?: string }): Promise<OpenSubjectsPage> {
    const rows = await this.transaction.read((tx) => this.contracts.inReview(tx, after ?? null, page));
    const { tenant } = this.settings;
    const subjects = rows.map(({ id: contractId, currentVersion: version }) => ({
      workflowId: workflowIds.contractReview(tenant, contractId, version),
      workflowType: workflowTypes.contractReview,
      queue: queues.contracts,
      input: { contractId, version, schema: 1 },
    }));
    const last = rows.at(-1);
    return { subjects, ...(rows.length === page && last && { next: last.id }) };
  }

  async subjectsOpen({ workflowIds: ids }: { workflowIds: string[] }): Promise<string[]> {
    const subjects = ids.map((id) => parseWorkflowId(id).subject);
    const open = await this.transaction.read((tx) => this.contracts.inReviewAmong(tx, subjects));
    const running = new Set(open.map(({ id, currentVersion }) => workflowIds.contractReview(this.settings.tenant, id, currentVersion)));
    return ids.filter((id) => running.has(id));
  }
}
