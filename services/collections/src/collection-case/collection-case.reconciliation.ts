import { Inject, Injectable } from '@nestjs/common';
import { MESSAGING_SETTINGS, type MessagingSettings } from '@throughline/messaging/messaging-settings';
import { unsentForAMinute } from '@throughline/messaging/outbox-findings';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { queues } from '@throughline/process-contracts/queues';
import type { OpenSubjectsPage, ReconciliationActivities, ServiceFindings } from '@throughline/process-contracts/reconciliation';
import { parseWorkflowId, workflowIds, workflowTypes } from '@throughline/process-contracts/workflow-ids';
import { CollectionCaseRepository } from './collection-case.repository';

const page = 200;

/** Open cases are the subjects that must have a story; the reconciler compares. This service keeps no deadlines. */
@Injectable()
export class CollectionCaseReconciliation implements ReconciliationActivities {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly cases: CollectionCaseRepository,
    @Inject(MESSAGING_SETTINGS) private readonly settings: MessagingSettings,
  ) {}

  async reconcileFindings(): Promise<ServiceFindings> {
    return { books: [], overdueDeadlines: 0, unsentOutbox: await this.transaction.read((tx) => unsentForAMinute(tx)) };
  }

  async openSubjects({ after }: { after?: string }): Promise<OpenSubjectsPage> {
    const cases = await this.transaction.read((tx) => this.cases.openPage(tx, after ?? null, page));
    const subjects = cases.map(({ id: caseId, accountId, cycle }) => ({
      workflowId: workflowIds.collection(this.settings.tenant, accountId, cycle),
      workflowType: workflowTypes.collection,
      queue: queues.collections,
      input: { caseId, accountId, cycle, schema: 1 },
    }));
    const last = cases.at(-1);
    return { subjects, ...(cases.length === page && last && { next: last.id }) };
  }

  async subjectsOpen({ workflowIds: ids }: { workflowIds: string[] }): Promise<string[]> {
    const parsed = ids.map((id) => ({ id, ...parseWorkflowId(id) }));
    const open = await this.transaction.read((tx) => this.cases.openAmong(tx, parsed.map(({ subject }) => subject)));
    const keys = new Set(open.map(({ accountId, cycle }) => `${accountId}:${cycle}`));
    return parsed.filter(({ subject, cycle }) => keys.has(`${subject}:${cycle}`)).map(({ id }) => id);
  }
}
