import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { conditionText } from '@throughline/policy/approval-condition';
import { ApprovalViews } from '../approval-views/approval.views';
import { ApprovalRepository } from '../approval/approval.repository';
import { outcomesOf } from '../task/task.entity';
import { seenBy, sightParams, sightTables } from '../task/task-sight';
import { taskErrors } from '../task/task.errors';
import { differences, turnsOn } from './differences';
import type { TaskDetail } from './task-detail.answer';
import { below } from './task-lists';
import { taskAnswer, taskColumns, type TaskAnswer, type TaskRow } from './task.answer';

interface Approved {
  at: Date;
  figures: Record<string, unknown>;
}
type OfApproval = Pick<TaskDetail, 'requester' | 'turnsOn' | 'rule' | 'decidedBefore' | 'route' | 'next'>;

/** What somebody needs to decide a task, in one answer. */
@Injectable()
export class TaskDetailViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly approvals: ApprovalRepository,
    private readonly approvalViews: ApprovalViews,
  ) {}

  /** For those who are or were asked, who decided or requested, their managers, and those who run the system. @throws task.not_found */
  async one(id: string, by: Principal): Promise<TaskDetail> {
    const sql = `WITH ${below} SELECT ${taskColumns} FROM ${sightTables} WHERE t.id = $3 AND ${seenBy}`;
    const [row] = await this.transaction.read((tx) => tx.query<TaskRow>(sql, [...sightParams(by), id]));
    if (!row) throw taskErrors.not_found();
    // With the task comes what was decided on its subject before, by whomever; whoever may not see the task has been refused by now.
    return this.transaction.readBeyondReach(async (tx) => {
      const task = taskAnswer(row, tx.now, outcomesOf[row.kind]);
      const more = task.approvalId === null ? await ofProcess(tx, task) : await this.ofApproval(tx, task, task.approvalId);
      const approved = await lastApproved(tx, task);
      const sinceApproved = approved ? { at: approved.at.toISOString(), changes: differences(approved.figures, figuresOf(task)) } : null;
      return { ...task, ...more, sinceApproved };
    });
  }

  /**
   * What is refused to somebody who may not see the task is refused as if there were none: whose it is, and what became of it, is not his. Only a
   * refusal costs the look, and none where the work has found that he is asked.
   */
  async guarding<T>(taskId: string, by: Principal, work: (asked: () => void) => Promise<T>): Promise<T> {
    let asked = false;
    try {
      return await work(() => (asked = true));
    } catch (error) {
      const told = error instanceof ThroughlineError && error.spec.family === 'user';
      if (told && !asked && !(await this.sees(taskId, by))) throw taskErrors.not_found({ cause: error });
      throw error;
    }
  }

  private async sees(taskId: string, by: Principal): Promise<boolean> {
    const sql = `WITH ${below} SELECT FROM ${sightTables} WHERE t.id = $3 AND ${seenBy}`;
    return (await this.transaction.read((tx) => tx.query(sql, [...sightParams(by), taskId]))).length > 0;
  }

  private async ofApproval(tx: Tx, task: TaskAnswer, approvalId: string): Promise<OfApproval> {
    const request = (await this.approvals.find(tx, approvalId))!;
    const policy = await this.approvals.pinnedPolicy(tx, request);
    const { requester, route, next } = await this.approvalViews.standing(tx, request);
    const leg = policy.legs.find(({ key }) => key === task.leg);
    const decided = route.flatMap(({ label, answers }) =>
      answers.flatMap(({ taskId, outcome, by, at, comment }) => (by && taskId !== task.id ? [{ leg: label, outcome, by, at, comment }] : [])),
    );
    return {
      requester,
      turnsOn: turnsOn(policy, figuresOf(task), route),
      rule: {
        why: task.why,
        approver: leg?.approver ?? null,
        standIn: request.route.some(({ key, fallback }) => key === task.leg && fallback) ? policy.fallbackRole : null,
        when: leg ? conditionText(leg.when) : null,
        condition: leg && conditionText(leg.when) !== null ? leg.when : null,
        policy: { id: policy.id, version: policy.version },
      },
      decidedBefore: decided.sort((a, b) => a.at.localeCompare(b.at)),
      route,
      next,
    };
  }
}

/** By the index task_by_subject. */
async function ofProcess(tx: Tx, task: TaskAnswer): Promise<OfApproval> {
  const rows = await tx.query<{ leg: string; outcome: string; id: string; name: string | null; at: Date; comment: string | null }>(
    `SELECT t.leg, d.outcome, d.decided_by AS id, p.name, d.decided_at AS at, d.comment
     FROM task t JOIN task_decision d ON d.task_id = t.id LEFT JOIN known_person p ON p.id = d.decided_by
     WHERE t.subject_id = $1 AND t.kind = $2 AND t.id <> $3 AND d.decided_at <= $4 ORDER BY d.decided_at, t.id`,
    [task.subjectId, task.kind, task.id, task.decision?.at ?? tx.now],
  );
  const decidedBefore = rows.map(({ leg, outcome, id, name, at, comment }) => ({ leg, outcome, by: { id, name: name ?? 'somebody who has left' }, at: at.toISOString(), comment }));
  return { requester: null, turnsOn: [], rule: { why: task.why, approver: null, standIn: null, when: null, condition: null, policy: null }, decidedBefore, route: [], next: null };
}

/** A request by the index approval_request_granted; of a process the same leg's last yes, by task_by_subject. */
async function lastApproved(tx: Tx, task: TaskAnswer): Promise<Approved | undefined> {
  const amount = `CASE WHEN x.amount IS NULL THEN '{}'::jsonb ELSE jsonb_build_object('amount', jsonb_build_object('amount', trim_scale(x.amount)::text, 'currency', x.currency)) END`;
  const sql =
    task.approvalId === null
      ? `SELECT d.decided_at AS at, x.figures || ${amount} AS figures FROM task x JOIN task_decision d ON d.task_id = x.id
         WHERE x.subject_id = $1 AND x.leg = $2 AND d.outcome = 'approved' AND x.opened_at < $3 AND x.id <> $4 ORDER BY d.decided_at DESC LIMIT 1`
      : `SELECT x.concluded_at AS at, x.figures || ${amount} AS figures FROM approval_request x
         WHERE x.subject_id = $1 AND x.kind = $2 AND x.status = 'granted' AND x.concluded_at <= $3 AND x.id <> $4 ORDER BY x.concluded_at DESC LIMIT 1`;
  const [row] = await tx.query<Approved>(sql, [task.subjectId, task.approvalId === null ? task.leg : task.subjectType, task.openedAt, task.approvalId ?? task.id]);
  return row && { at: row.at, figures: normal(row.figures) };
}

/** What was asked, with the amount among it. */
const figuresOf = ({ figures, amount }: TaskAnswer) => normal({ ...figures, ...(amount && { amount }) });

/** Amounts of money without trailing zeros: 100 and 100.00 are no difference. */
function normal(figures: Record<string, unknown>): Record<string, unknown> {
  const figure = (value: unknown): unknown => {
    const { amount, currency } = (value ?? {}) as { amount?: unknown; currency?: unknown };
    if (typeof amount !== 'string' || typeof currency !== 'string') return value;
    return { amount: amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount, currency };
  };
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, figure(value)]));
}
