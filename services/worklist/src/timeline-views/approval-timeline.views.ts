import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { timelineOf } from '@throughline/http/timeline';
import type { DealTimelineQuery, Story, Timeline } from '@throughline/http/timeline';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { ApprovalViews } from '../approval-views/approval.views';
import { below } from '../task-views/task-lists';
import type { Rung } from '../task/task.entity';
import { seenBy, sightParams, sightTables } from '../task/task-sight';

interface TaskRow {
  id: string;
  kind: string;
  leg: string;
  status: string;
  workflowId: string;
  dueAt: Date;
  remindAt: Date | null;
  escalateAt: Date | null;
  lapseAt: Date | null;
  ladder: Rung[];
}

const toldAs: Record<Rung['do'], string> = { remind: 'task.reminded', manager: 'task.escalated', alternate: 'task.escalated', lapse: 'task.lapsed', reject: 'task.lapsed', approve: 'task.lapsed' };

/** What was asked and answered for a deal, and what silence will lead to when. */
@Injectable()
export class ApprovalTimelineViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly approvals: ApprovalViews,
  ) {}

  /** Of the deal's requests those that the caller may read, with their tasks, and the tasks that he may see by themselves; else empty. */
  async ofDeal({ dealId, ...query }: DealTimelineQuery, by: Principal): Promise<Timeline> {
    access.require(by, 'read', 'approval');
    return this.transaction.read(async (tx) => {
      const approvals = await this.approvals.ofDeal(tx, dealId, by);
      const tasks = await tasksOf(tx, dealId, approvals, by);
      const records = [...approvals.map((id) => ({ kind: 'approval', id })), ...tasks.map(({ id }) => ({ kind: 'task', id }))];
      const open = tasks.filter(({ status }) => status === 'open');
      return timelineOf(tx, { records, ahead: open.flatMap(aheadOf), workflowIds: [...new Set(open.map(({ workflowId }) => workflowId))] }, query, by);
    });
  }
}

/** Index task_deal. */
function tasksOf(tx: Tx, dealId: string, approvals: string[], by: Principal): Promise<TaskRow[]> {
  return tx.query<TaskRow>(
    `WITH ${below} SELECT t.id, t.kind, t.leg, t.status, t.workflow_id AS "workflowId", t.due_at AS "dueAt", t.remind_at AS "remindAt", t.escalate_at AS "escalateAt", t.lapse_at AS "lapseAt", t.ladder
     FROM ${sightTables} WHERE t.deal_id = $3 AND (t.approval_id = ANY ($4::uuid[]) OR ${seenBy})`,
    [...sightParams(by), dealId, approvals],
  );
}

/** An approval climbs its ladder; other tasks have a moment for each step. */
function aheadOf({ id, kind, leg, dueAt, remindAt, escalateAt, lapseAt, ladder }: TaskRow): Story['ahead'] {
  const told = (what: string, at: Date | null, more: object = {}) => (at ? [{ at, what, record: { kind: 'task', id }, data: { kind, leg, ...more } }] : []);
  const due = told('task.due', dueAt);
  if (ladder.length > 0) return [...due, ...ladder.flatMap((rung) => told(toldAs[rung.do], new Date(rung.at), { do: rung.do }))];
  return [...due, ...told('task.reminded', remindAt), ...told('task.escalated', escalateAt), ...told('task.lapsed', lapseAt)];
}
