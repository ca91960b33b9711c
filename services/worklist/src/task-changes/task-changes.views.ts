import { Injectable } from '@nestjs/common';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { countsSql } from '../task-views/task-lists';
import type { TaskPage } from '../task-views/task.dto';
import type { TaskChange } from './list-change';

/** Of one statement. */
const page = 500;
/** Rows go in slices, so that no statement holds locks for long. */
const slice = 5_000;

const changesSql = `SELECT c.seq::text AS seq, c.task_id AS "taskId", c.was_open AS "wasOpen", c.was_asked AS "wasAsked", c.was_taken_by AS "wasTakenBy",
    t.status, t.potential_owners AS asked, t.actual_owner AS "takenBy", d.decided_by AS "decidedBy",
    a.requester_id AS "requesterId", coalesce(a.status = 'open', false) AS "requestIsOpen",
    ARRAY(SELECT delegated_by FROM task_delegation g WHERE g.task_id = t.id) AS "delegatedBy",
    (WITH RECURSIVE line AS (
       SELECT id AS person, manager_id AS above FROM known_person WHERE id = ANY (c.was_asked || t.potential_owners) AND manager_id IS NOT NULL
       UNION SELECT line.person, p.manager_id FROM line JOIN known_person p ON p.id = line.above WHERE p.manager_id IS NOT NULL
     ) SELECT coalesce(jsonb_object_agg(person, of), '{}') FROM (SELECT person, jsonb_agg(above) AS of FROM line GROUP BY person) lines) AS above
  FROM task_change c JOIN task t ON t.id = c.task_id LEFT JOIN task_decision d ON d.task_id = t.id LEFT JOIN approval_request a ON a.id = t.approval_id
  WHERE c.seq > $1 AND c.seq <= $2 ORDER BY c.seq LIMIT ${page}`;

@Injectable()
export class TaskChangesViews {
  constructor(private readonly transaction: TransactionRunner) {}

  /** In order, a page of them, of everybody's: each stream is told what concerns its reader (list-change.ts), also of what is his no longer. */
  between(after: bigint, upTo: bigint): Promise<TaskChange[]> {
    return this.transaction.readBeyondReach((tx) => tx.query<TaskChange>(changesSql, [after.toString(), upTo.toString()]));
  }

  /** Whether all of them up to there are still kept, and are not more than somebody who comes back is told one by one. */
  async areKept(after: bigint, upTo: bigint, most: number): Promise<boolean> {
    if (after >= upTo) return after === upTo;
    const [row] = await this.transaction.readBeyondReach((tx) =>
      tx.query<{ kept: boolean }>(
        `SELECT (SELECT min(seq) FROM task_change) <= $1::bigint + 1 AND (SELECT count(*) FROM (SELECT FROM task_change WHERE seq > $1 AND seq <= $2 LIMIT $3::int + 1) few) <= $3::int AS kept`,
        [after.toString(), upTo.toString(), most],
      ),
    );
    return row?.kept === true;
  }

  async counts(personId: string): Promise<TaskPage['counts']> {
    return this.transaction.read(async (tx) => {
      const { sql, params } = countsSql(personId, tx.now);
      const [counts] = await tx.query<TaskPage['counts']>(sql, params);
      return counts!;
    });
  }

  /** Tells every process that listens. */
  async tell(channel: string): Promise<void> {
    await this.transaction.run((tx) => tx.query('SELECT pg_notify($1, $2)', [channel, '']));
  }

  /** Throws away what nobody comes back for. Several may do it at once. */
  async forgetOld(): Promise<void> {
    const sql = `DELETE FROM task_change WHERE seq IN (SELECT seq FROM task_change WHERE noted_at < now() - interval '7 days' ORDER BY seq LIMIT ${slice} FOR UPDATE SKIP LOCKED) RETURNING 1`;
    while ((await this.transaction.run((tx) => tx.query(sql))).length === slice);
  }
}
