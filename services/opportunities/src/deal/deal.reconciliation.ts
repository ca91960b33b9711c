import { Inject, Injectable } from '@nestjs/common';
import { clockFindings } from '@throughline/deadlines/clock-findings';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import { MESSAGING_SETTINGS } from '@throughline/messaging/messaging-settings';
import type { MessagingSettings } from '@throughline/messaging/messaging-settings';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { queues } from '@throughline/process-contracts/queues';
import type { OpenSubjectsPage, ReconciliationActivities, ServiceFindings } from '@throughline/process-contracts/reconciliation';
import { parseWorkflowId, workflowIds, workflowTypes } from '@throughline/process-contracts/workflow-ids';
import { DealRepository } from './deal.repository';

const page = 200;

/** Which stories and clocks this service thinks must be running; the reconciler compares. */
@Injectable()
export class DealReconciliation implements ReconciliationActivities {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly deals: DealRepository,
    private readonly deadlines: DeadlineBooks,
    @Inject(MESSAGING_SETTINGS) private readonly settings: MessagingSettings,
  ) {}

  reconcileFindings(): Promise<ServiceFindings> {
    return clockFindings(this.deadlines, this.transaction);
  }

  async openSubjects({ after }: { after?: string }): Promise<OpenSubjectsPage> {
    const ids = await this.transaction.read((tx) => this.deals.openDeals(tx, after ?? null, page));
    const { tenant } = this.settings;
    const subjects = ids.map((dealId) => ({
      workflowId: workflowIds.leadToCash(tenant, dealId), workflowType: workflowTypes.leadToCash, queue: queues.processes, input: { dealId, schema: 1 },
    }));
    const last = ids.at(-1);
    return { subjects, ...(ids.length === page && last !== undefined && { next: last }) };
  }

  async subjectsOpen({ workflowIds: ids }: { workflowIds: string[] }): Promise<string[]> {
    const byDeal = new Map(ids.map((id) => [parseWorkflowId(id).subject, id]));
    const open = await this.transaction.read((tx) => this.deals.openAmong(tx, [...byDeal.keys()]));
    return open.flatMap((dealId) => byDeal.get(dealId) ?? []);
  }
}
