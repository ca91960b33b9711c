import { Injectable } from '@nestjs/common';
import { taskClaimed, taskRecounted, taskReminded } from '@throughline/events/approval-events';
import { EntityRows } from '@throughline/persistence/entity-rows';
import { preparedQuery } from '@throughline/persistence/open-transaction';
import type { Tx } from '@throughline/persistence/transaction';
import type { DecisionOutcome } from '@throughline/process-contracts/decision';
import { In, MoreThan } from 'typeorm';
import { Task } from './task.entity';
import { taskErrors } from './task.errors';

/** Facts of a task after which it asks the same of the same people. Of claims their own rule tells. */
export const ofNoMatterToADecision = [taskReminded.type, taskClaimed.type, taskRecounted.type];

/** The one decision of a task. */
export interface TaskDecision {
  taskId: string;
  leg: string;
  /** Whose place on the route it fills; null where anybody decides. */
  seat: string | null;
  outcome: DecisionOutcome | 'lapsed';
  comment: string | null;
  /** Null: silence was the answer. */
  decidedBy: string | null;
  /** In whose place he decided; null: for himself. */
  standsInFor: string | null;
  decidedAt: Date;
  key: string;
  /** Returned to this step; null: to the requester, or not at all. */
  toStep: number | null;
  /** Fields of the request that he changed with his yes. */
  changes: Record<string, string> | null;
  signature: Signature | null;
}

/** His name as he typed it, and what he put it under. */
export interface Signature {
  name: string;
  /** SHA-256 of what was asked, its figures and his answer. */
  digest: string;
}

export type NewDecision = Omit<TaskDecision, 'leg' | 'seat' | 'toStep' | 'changes' | 'signature'> & Partial<Pick<TaskDecision, 'toStep' | 'changes' | 'signature'>> & { link?: string | null };

const selectDecision = `SELECT d.task_id AS "taskId", t.leg, t.seat, d.outcome, d.comment, d.decided_by AS "decidedBy", d.stands_in_for AS "standsInFor", d.decided_at AS "decidedAt", d.key, d.to_step::float AS "toStep", d.changes, d.signature
  FROM task_decision d JOIN task t ON t.id = d.task_id`;

@Injectable()
export class TaskRepository {
  private readonly rows = new EntityRows(Task);

  /** False when a task with this key was opened before. */
  async insertOnce(tx: Tx, task: Task): Promise<boolean> {
    // Two openings with one key wait for each other here, so that the unique index never has to fail.
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [task.key]);
    if (await this.byKey(tx, task.key)) return false;
    await tx.manager.insert(Task, { ...task } as object);
    await this.ask(tx, task);
    return true;
  }

  async byKey(tx: Tx, key: string): Promise<Task | undefined> {
    return (await tx.manager.findOneBy(Task, { key })) ?? undefined;
  }

  async find(tx: Tx, id: string): Promise<Task | undefined> {
    return (await tx.manager.findOneBy(Task, { id })) ?? undefined;
  }

  /** Locked until the commit. @throws task.not_found */
  async lock(tx: Tx, id: string): Promise<Task> {
    const [task] = await this.rows.read(tx, 'task-lock', 'WHERE id = $1 FOR UPDATE', [id]);
    if (!task) throw taskErrors.not_found();
    return task;
  }

  /** Open tasks of one story, locked in the order of their ids. */
  async lockOpenOf(tx: Tx, workflowId: string): Promise<Task[]> {
    return tx.manager.find(Task, { where: { workflowId, status: 'open' }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  }

  /** Open tasks of approvals, the next behind an id, locked in the order of their ids; by index task_open_approval. */
  async lockOpenApprovals(tx: Tx, behind: string | null, limit: number): Promise<Task[]> {
    const where = { kind: 'approval' as const, status: 'open' as const, ...(behind !== null && { id: MoreThan(behind) }) };
    return tx.manager.find(Task, { where, order: { id: 'ASC' }, take: limit, lock: { mode: 'pessimistic_write' } });
  }

  /** Its moments, counted anew. The caller has locked it. */
  async saveMoments(tx: Tx, tasks: readonly Task[]): Promise<void> {
    const rows = JSON.stringify(tasks.map(({ id, dueAt, ladder, version }) => ({ id, due_at: dueAt, ladder, version })));
    const moved = 'json_to_recordset($1) AS moved(id uuid, due_at timestamptz, ladder jsonb, version int)';
    await tx.query(`UPDATE task SET due_at = moved.due_at, ladder = moved.ladder, version = moved.version FROM ${moved} WHERE task.id = moved.id`, [rows]);
    await tx.query(`UPDATE task_inbox SET due_at = moved.due_at FROM ${moved} WHERE task_id = moved.id`, [rows]);
  }

  /** Open tasks that somebody is asked, locked in the order of their ids. */
  async lockOpenFor(tx: Tx, personId: string): Promise<Task[]> {
    const rows = await tx.query<{ id: string }>('SELECT task_id AS id FROM task_inbox WHERE person_id = $1', [personId]);
    const where = { id: In(rows.map(({ id }) => id)), status: 'open' as const };
    const tasks = await tx.manager.find(Task, { where, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
    return tasks.filter(({ potentialOwners }) => potentialOwners.includes(personId));
  }

  /** Open tasks that these people are asked, or would be if they were not away; locked in the order of their ids. */
  async lockOpenOfAny(tx: Tx, personIds: string[]): Promise<Task[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT task_id AS id FROM task_inbox WHERE person_id = ANY ($1::uuid[]) UNION SELECT id FROM task WHERE status = 'open' AND away <> '{}' AND away && $1::uuid[]`,
      [personIds],
    );
    return tx.manager.find(Task, { where: { id: In(rows.map(({ id }) => id)), status: 'open' }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  }

  /** Open tasks of one request, locked in the order of their ids; the caller has locked the request. */
  async lockOpenOfApproval(tx: Tx, approvalId: string): Promise<Task[]> {
    return this.rows.read(tx, 'tasks-lock-open', `WHERE approval_id = $1 AND status = 'open' ORDER BY id FOR UPDATE`, [approvalId]);
  }

  /** What is asked has changed: whoever is asked at the same time sees the new figures. The caller has locked the request. */
  async show(tx: Tx, approvalId: string, figures: Record<string, unknown>, amount: string | null): Promise<void> {
    await tx.query(`UPDATE task SET figures = $2, amount = $3 WHERE approval_id = $1 AND status = 'open'`, [approvalId, JSON.stringify(figures), amount]);
  }

  async ofApproval(tx: Tx, approvalId: string): Promise<Task[]> {
    return tx.manager.find(Task, { where: { approvalId }, order: { id: 'ASC' } });
  }

  /** Writes what the verbs change, and who is asked. */
  async update(tx: Tx, task: Task): Promise<void> {
    const written = preparedQuery(
      tx,
      'task-update',
      `UPDATE task SET potential_owners = $2, actual_owner = $3, status = $4, remind_at = $5, escalate_at = $6, closed_at = $7, version = $8, why = $9,
         standing_in = $10, away = $11, ladder = $12
       WHERE id = $1 AND version <= $8`,
      [task.id, task.potentialOwners, task.actualOwner, task.status, task.remindAt, task.escalateAt, task.closedAt, task.version, task.why,
        JSON.stringify(task.standingIn), task.away, JSON.stringify(task.ladder)],
    );
    const asked = preparedQuery(
      tx,
      'task-inbox-update',
      `WITH gone AS (DELETE FROM task_inbox WHERE task_id = $1 AND NOT (person_id = ANY ($2::uuid[])))
       UPDATE task_inbox SET taken_by = $3 WHERE task_id = $1 AND person_id = ANY ($2::uuid[]) AND taken_by IS DISTINCT FROM $3`,
      [task.id, task.isOpen ? task.potentialOwners : [], task.actualOwner],
    );
    await Promise.all([written, asked, task.isOpen && this.ask(tx, task)]);
  }

  /** False when the task was decided before: the row is there once or not at all. */
  async insertDecision(tx: Tx, decision: NewDecision): Promise<boolean> {
    const rows = await preparedQuery(
      tx,
      'task-decision-insert',
      `INSERT INTO task_decision (task_id, outcome, comment, decided_by, decided_at, key, stands_in_for, to_step, changes, signature, link) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       ON CONFLICT (task_id) DO NOTHING RETURNING task_id`,
      [decision.taskId, decision.outcome, decision.comment, decision.decidedBy, decision.decidedAt, decision.key, decision.standsInFor, decision.toStep ?? null, decision.changes ?? null, decision.signature ?? null, decision.link ?? null],
    );
    return rows.length === 1;
  }

  async decision(tx: Tx, taskId: string): Promise<TaskDecision | undefined> {
    const [row] = await preparedQuery<TaskDecision>(tx, 'task-decision', `${selectDecision} WHERE d.task_id = $1`, [taskId]);
    return row;
  }

  /** In the order in which they were made. */
  async decisionsOf(tx: Tx, approvalId: string): Promise<TaskDecision[]> {
    return preparedQuery<TaskDecision>(tx, 'task-decisions', `${selectDecision} WHERE t.approval_id = $1 ORDER BY d.no`, [approvalId]);
  }

  /** Whether something was done to a task after this version of it that somebody who decides it should know of. */
  async changedSince(tx: Tx, taskId: string, version: number): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM audit WHERE aggregate_type = 'task' AND aggregate_id = $1 AND sequence > $2 AND type <> ALL ($3::text[]) LIMIT 1`,
      [taskId, version, ofNoMatterToADecision],
    );
    return rows.length > 0;
  }

  /** Whether the caller's delegation with this key took effect before. */
  async wasDelegated(tx: Tx, taskId: string, key: string): Promise<boolean> {
    const rows = await tx.query('SELECT 1 FROM task_delegation WHERE task_id = $1 AND key = $2', [taskId, key]);
    return rows.length > 0;
  }

  async insertDelegation(tx: Tx, taskId: string, key: string, from: string, to: string): Promise<void> {
    await tx.query(
      'INSERT INTO task_delegation (task_id, key, delegated_by, delegated_to, delegated_at) VALUES ($1, $2, $3, $4, $5)',
      [taskId, key, from, to, tx.now],
    );
  }

  /** Whoever leaves this moment waits for us, or we see that he has left: so no task is put on a desk that was just cleared. */
  private async ask(tx: Tx, task: Task): Promise<void> {
    const asked = await tx.query<{ active: boolean }>(
      `WITH asked AS (
         INSERT INTO task_inbox (person_id, task_id, due_at, weight, kind, taken_by) SELECT person, $2, $3, $4, $5, $6 FROM unnest($1::uuid[]) AS person
         ON CONFLICT DO NOTHING RETURNING person_id
       )
       SELECT active FROM known_person WHERE id IN (SELECT person_id FROM asked) ORDER BY id FOR SHARE`,
      [task.potentialOwners, task.id, task.dueAt, task.amountValue ?? '0', task.kind, task.actualOwner],
    );
    // Makes the transaction begin anew, which then asks somebody else.
    if (asked.some(({ active }) => !active)) throw Object.assign(new Error('Somebody who is asked has just left.'), { code: '40001' });
  }
}
