import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { timelineOf } from '@throughline/http/timeline';
import type { DealTimelineQuery, Story, Timeline } from '@throughline/http/timeline';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { Because } from '@throughline/policy/because';
import { workflowIds } from '@throughline/process-contracts/workflow-ids';
import { ReviewClocks } from '../contract/review-clocks';
import { termsBook } from '../contract/term-book';
import { contractScope } from '../read-scope';

interface Row { id: string; status: string; currentVersion: number; endsAt: Date | null; because: Because | null }

/** What happened to the contracts of a deal, and what is ahead: reviews that are due, the end of a term. */
@Injectable()
export class ContractTimelineViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly clocks: ReviewClocks,
  ) {}

  /** Empty for a deal whose contracts the caller may not see. */
  async ofDeal({ dealId, ...query }: DealTimelineQuery, by: Principal): Promise<Timeline> {
    access.require(by, 'read', 'contract');
    const scope = contractScope(by, 'c', 3);
    return this.transaction.read(async (tx) => {
      const rows = await tx.query<Row>(
        `SELECT c.id, c.status, c.current_version AS "currentVersion", d.due_at AS "endsAt", d.because
         FROM contract c LEFT JOIN deadline d ON d.book = $2 AND d.subject_id = c.id::text WHERE c.deal_id = $1 AND ${scope.sql} ORDER BY c.cycle`,
        [dealId, termsBook, ...scope.params],
      );
      const ahead = await Promise.all(rows.map((row) => this.ahead(tx, row)));
      const reviews = rows.filter(({ status }) => status === 'in-review').map(({ id, currentVersion }) => workflowIds.contractReview(by.tenant, id, currentVersion));
      const workflows = rows.length > 0 ? [workflowIds.leadToCash(by.tenant, dealId), ...reviews] : [];
      return timelineOf(tx, { records: rows.map(({ id }) => ({ kind: 'contract', id })), ahead: ahead.flat(), workflowIds: workflows }, query, by);
    });
  }

  private async ahead(tx: Tx, { id, status, currentVersion, endsAt, because }: Row): Promise<Story['ahead']> {
    const record = { kind: 'contract', id };
    const end = endsAt ? [{ at: endsAt, what: 'contract.ended', record, because, data: {} }] : [];
    if (status !== 'in-review') return end;
    const legs = await this.clocks.of(tx, id, currentVersion);
    const asked = legs.filter(({ decision, dueAt }) => !decision && dueAt);
    return [...end, ...asked.map(({ leg, label, dueAt }) => ({ at: dueAt!, what: 'contract.review-due', record, data: { leg, label, version: currentVersion } }))];
  }
}
