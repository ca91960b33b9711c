import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { timelineOf } from '@throughline/http/timeline';
import type { Story, Timeline, TimelineQuery } from '@throughline/http/timeline';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { because as becauseOf } from '@throughline/policy/because';
import { workflowIds } from '@throughline/process-contracts/workflow-ids';
import { opportunityErrors } from '../opportunity/opportunity.errors';
import { pipelineOf } from '../opportunity/pipelines';
import { opportunityScope } from '../read-scope';

interface Row { stage: string; pipeline: string; watched: boolean; soonAt: Date | null; overdueAt: Date | null }

/** What happened to an opportunity, and what its stage clock will tell of. */
@Injectable()
export class OpportunityTimelineViews {
  constructor(private readonly transaction: TransactionRunner) {}

  /** @throws opportunity.not_found */
  async one(id: string, query: TimelineQuery, by: Principal): Promise<Timeline> {
    return this.transaction.read(async (tx) => timelineOf(tx, storyOf(id, await found(tx, id, by), by), query, by));
  }
}

async function found(tx: Tx, id: string, by: Principal): Promise<Row> {
  access.require(by, 'read', 'opportunity');
  const scope = opportunityScope(by, 'o', 2);
  const [row] = await tx.query<Row>(
    `SELECT o.stage, o.pipeline, EXISTS (SELECT FROM deadline d WHERE d.book = 'pipeline:' || o.pipeline AND d.subject_id = o.id::text) AS watched,
       p.soon_at AS "soonAt", p.overdue_at AS "overdueAt"
     FROM opportunity o LEFT JOIN stage_period p ON p.opportunity_id = o.id AND p.left_at IS NULL WHERE o.id = $1 AND ${scope.sql}`,
    [id, ...scope.params],
  );
  if (!row) throw opportunityErrors.not_found();
  return row;
}

function storyOf(id: string, { stage, pipeline, watched, soonAt, overdueAt }: Row, by: Principal): Story {
  const record = { kind: 'opportunity', id };
  const { label, expectedWorkingDays } = pipelineOf(pipeline).stages.find(({ key }) => key === stage)!;
  const because = becauseOf('expected-time', 'stage-takes', { stage: label, days: expectedWorkingDays });
  const ahead = (what: string, at: Date | null) => (watched && at ? [{ at, what, record, because, data: { stage, overdueAt: overdueAt!.toISOString() } }] : []);
  return {
    records: [record],
    ahead: [...ahead('opportunity.stage-soon-overdue', soonAt), ...ahead('opportunity.stage-overdue', overdueAt)],
    workflowIds: [workflowIds.leadToCash(by.tenant, id)],
  };
}
