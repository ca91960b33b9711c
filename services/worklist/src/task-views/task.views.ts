import { Injectable } from '@nestjs/common';
import { hasRole, isSystem, type Principal } from '@throughline/access/principal';
import { pageOf, parseCursor } from '@throughline/http/page';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import { outcomesOf } from '../task/task.entity';
import { taskErrors } from '../task/task.errors';
import { taskAnswer, taskColumns, type TaskAnswer, type TaskRow } from './task.answer';
import type { TaskPage, TaskQuery } from './task.dto';

/** Everybody below a person, at any depth. $1: the person. */
const below = `WITH RECURSIVE below AS (
  SELECT id FROM known_person WHERE manager_id = $1 AND id <> $1
  UNION SELECT p.id FROM known_person p JOIN below ON p.manager_id = below.id
)`;
type InboxRow = TaskRow & { weight: string };
const inboxKey = z.tuple([z.iso.datetime(), z.string(), z.uuid()]);
const doneKey = z.tuple([z.iso.datetime(), z.uuid()]);

@Injectable()
export class TaskViews {
  constructor(private readonly transaction: TransactionRunner) {}

  async list(query: TaskQuery, by: Principal): Promise<TaskPage> {
    return this.transaction.read(async (tx) => {
      const page = query.view === 'done' ? await done(tx, query, by) : await inbox(tx, query, by);
      return { ...page, counts: await counts(tx, by) };
    });
  }

  /** For those who are or were asked, who decided or requested, their managers, and those who run the system. @throws task.not_found */
  async one(id: string, by: Principal): Promise<TaskAnswer> {
    return this.transaction.read(async (tx) => {
      const [row] = await tx.query<TaskRow>(
        `${below} SELECT ${taskColumns} FROM task t LEFT JOIN task_decision d ON d.task_id = t.id LEFT JOIN approval_request a ON a.id = t.approval_id
         WHERE t.id = $2 AND ($3 OR $1 = ANY (t.potential_owners) OR $1 IN (t.actual_owner, d.decided_by, a.requester_id)
           OR EXISTS (SELECT 1 FROM task_delegation g WHERE g.task_id = t.id AND g.delegated_by = $1)
           OR EXISTS (SELECT 1 FROM below WHERE below.id = ANY (t.potential_owners) OR below.id IN (d.decided_by, a.requester_id)))`,
        [by.personId, id, isSystem(by) || hasRole(by, 'admin', 'operator')],
      );
      if (!row) throw taskErrors.not_found();
      return answer(tx)(row);
    });
  }
}

/** Sorted by due, then by amount, greatest first; keyset on the index task_inbox_by_due, which holds just these columns. */
async function inbox(tx: Tx, query: TaskQuery, by: Principal) {
  const after = parseCursor(`tasks:${query.view}`, query.cursor, inboxKey);
  const mine = query.view === 'mine';
  // A task may wait for several people of a team: it is listed under the first of them only.
  const whose = mine
    ? `i.person_id = $1 AND (t.actual_owner IS NULL OR t.actual_owner = $1)`
    : `i.person_id = (SELECT min(o.person_id::text)::uuid FROM task_inbox o WHERE o.task_id = i.task_id AND o.person_id IN (SELECT id FROM below))`;
  const rows = await tx.query<InboxRow>(
    `${mine ? '' : below} SELECT ${taskColumns}, i.weight FROM task_inbox i JOIN task t ON t.id = i.task_id LEFT JOIN task_decision d ON d.task_id = t.id
     WHERE ${whose} AND ($2::text IS NULL OR t.kind = $2)
       AND ($3::timestamptz IS NULL OR (i.due_at, -i.weight, i.task_id) > ($3, -$4::numeric, $5::uuid))
     ORDER BY i.due_at, i.weight DESC, i.task_id LIMIT $6`,
    [by.personId, query.kind ?? null, after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null, query.limit + 1],
  );
  return pageOf(`tasks:${query.view}`, rows, query.limit, (last) => [last.due_at.toISOString(), last.weight, last.id], answer(tx));
}

/** What I decided, newest first; keyset on the index task_decision_by_person. */
async function done(tx: Tx, query: TaskQuery, by: Principal) {
  const after = parseCursor('tasks:done', query.cursor, doneKey);
  const rows = await tx.query<TaskRow>(
    `SELECT ${taskColumns} FROM task_decision d JOIN task t ON t.id = d.task_id
     WHERE d.decided_by = $1 AND ($2::text IS NULL OR t.kind = $2)
       AND ($3::timestamptz IS NULL OR d.decided_at < $3 OR (d.decided_at = $3 AND d.task_id > $4::uuid))
     ORDER BY d.decided_at DESC, d.task_id LIMIT $5`,
    [by.personId, query.kind ?? null, after?.[0] ?? null, after?.[1] ?? null, query.limit + 1],
  );
  return pageOf('tasks:done', rows, query.limit, (last) => [last.decided_at!.toISOString(), last.id], answer(tx));
}

async function counts(tx: Tx, by: Principal): Promise<TaskPage['counts']> {
  const [row] = await tx.query<TaskPage['counts']>(
    `SELECT count(*)::int AS open, count(*) FILTER (WHERE i.due_at < $2)::int AS overdue, count(t.actual_owner)::int AS claimed
     FROM task_inbox i JOIN task t ON t.id = i.task_id WHERE i.person_id = $1 AND (t.actual_owner IS NULL OR t.actual_owner = $1)`,
    [by.personId, tx.now],
  );
  return row!;
}

const answer = (tx: Tx) => (row: TaskRow) => taskAnswer(row, tx.now, outcomesOf[row.kind]);
