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
  approvalId: string | null;
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
      const story = { records, ahead: open.flatMap(aheadOf), workflowIds: [...new Set(open.map(({ workflowId }) => workflowId))] };
      return labelled(await timelineOf(tx, story, query, by), tasks, await labelsOf(tx, approvals));
    });
  }
}

/** Index task_deal. */
function tasksOf(tx: Tx, dealId: string, approvals: string[], by: Principal): Promise<TaskRow[]> {
  return tx.query<TaskRow>(
    `WITH ${below} SELECT t.id, t.approval_id AS "approvalId", t.kind, t.leg, t.status, t.workflow_id AS "workflowId", t.due_at AS "dueAt", t.remind_at AS "remindAt", t.escalate_at AS "escalateAt", t.lapse_at AS "lapseAt", t.ladder
     FROM ${sightTables} WHERE t.deal_id = $3 AND (t.approval_id = ANY ($4::uuid[]) OR ${seenBy})`,
    [...sightParams(by), dealId, approvals],
  );
}

/** What the policy that an approval runs on calls its legs. */
async function labelsOf(tx: Tx, approvals: string[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; leg: string; label: string }>(
    `SELECT a.id, leg ->> 'key' AS leg, leg ->> 'label' AS label FROM approval_request a, jsonb_array_elements(a.route) leg WHERE a.id = ANY ($1::uuid[])`,
    [approvals],
  );
  return new Map(rows.map(({ id, leg, label }) => [`${id} ${leg}`, label]));
}

/** Facts name a leg by its key; people know it by its label. */
function labelled({ items, ahead, ...rest }: Timeline, tasks: readonly TaskRow[], labels: ReadonlyMap<string, string>): Timeline {
  const approvalOf = new Map(tasks.map(({ id, approvalId }) => [id, approvalId]));
  const withLabel = <T extends Timeline['items'][number] | Timeline['ahead'][number]>(told: T): T => {
    const { record, data } = told;
    const label = labels.get(`${record.kind === 'approval' ? record.id : approvalOf.get(record.id)} ${String(data['leg'])}`);
    return label === undefined ? told : { ...told, data: { ...data, label } };
  };
  return { ...rest, items: items.map(withLabel), ahead: ahead.map(withLabel) };
}

/** An approval climbs its ladder; other tasks have a moment for each step. */
function aheadOf({ id, kind, leg, dueAt, remindAt, escalateAt, lapseAt, ladder }: TaskRow): Story['ahead'] {
  const told = (what: string, at: Date | null, more: object = {}) => (at ? [{ at, what, record: { kind: 'task', id }, data: { kind, leg, ...more } }] : []);
  const due = told('task.due', dueAt);
  if (ladder.length > 0) return [...due, ...ladder.flatMap((rung) => told(toldAs[rung.do], new Date(rung.at), { do: rung.do }))];
  return [...due, ...told('task.reminded', remindAt), ...told('task.escalated', escalateAt), ...told('task.lapsed', lapseAt)];
}
