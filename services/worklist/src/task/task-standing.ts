import { Injectable } from '@nestjs/common';
import { sharedLook } from '@throughline/persistence/shared-look';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { TaskKind } from './task.entity';
import { taskErrors } from './task.errors';
import { ofNoMatterToADecision, type TaskDecision } from './task.repository';
import type { TaskStatus } from './task.transitions';

/** What somebody who decides is answered from, before anything is locked. */
export interface TaskStanding {
  id: string;
  kind: TaskKind;
  status: TaskStatus;
  version: number;
  workflowId: string;
  actualOwner: string | null;
  /** He is among those who are asked. */
  asked: boolean;
  /** And may decide: `Task.isFor`. */
  isFor: boolean;
  /** Something was done to it since the version that he saw. */
  changed: boolean;
  decision: StandingDecision | null;
}
export type StandingDecision = Pick<TaskDecision, 'outcome' | 'decidedBy' | 'decidedAt' | 'key'>;

type Row = Omit<TaskStanding, 'isFor' | 'decision'> & { no: number; excluded: boolean; outcome: StandingDecision['outcome'] | null } & Omit<StandingDecision, 'outcome'>;

/** One row for each who asks. LIMIT keeps the planner on the primary key, however many do. */
const standingSql = `
  SELECT asker.no::int, t.id, t.kind, t.status, t.version, t.workflow_id AS "workflowId", t.actual_owner AS "actualOwner", asker.id = ANY (t.potential_owners::text[]) AS asked,
    asker.id = ANY (t.not_by::text[]) AS excluded, d.outcome, d.decided_by AS "decidedBy", d.decided_at AS "decidedAt", d.key,
    asker.version IS NOT NULL AND t.version <> asker.version
      AND EXISTS (SELECT FROM audit WHERE aggregate_type = 'task' AND aggregate_id = t.id::text AND sequence > asker.version AND type <> ALL ($4::text[])) AS changed
  FROM unnest($1::uuid[], $2::text[], $3::bigint[]) WITH ORDINALITY AS asker(task_id, id, version, no)
  CROSS JOIN LATERAL (SELECT * FROM task WHERE id = asker.task_id LIMIT 1) AS t LEFT JOIN LATERAL (SELECT * FROM task_decision WHERE task_id = t.id LIMIT 1) AS d ON true`;

/** What those who decide are told before anything is locked: in a rush all but one of a task are answered from it, many in one round trip. */
@Injectable()
export class TaskStandings {
  private readonly look = sharedLook(async (askers) => {
    const asked = askers.map((asker) => JSON.parse(asker) as [taskId: string, by: string, version: number | null]);
    const columns = [0, 1, 2].map((at) => asked.map((one) => one[at]));
    const rows = await this.transaction.peek<Row>('task-standings', standingSql, [...columns, ofNoMatterToADecision]);
    return new Map(rows.map((row) => [askers[row.no - 1]!, standingOf(row, asked[row.no - 1]![1])]));
  });

  constructor(private readonly transaction: TransactionRunner) {}

  /** @param version of the task as he saw it @throws task.not_found */
  async of(taskId: string, by: string, version?: number): Promise<TaskStanding> {
    const standing = await this.look(JSON.stringify([taskId, by, version ?? null]));
    if (!standing) throw taskErrors.not_found();
    return standing;
  }
}

function standingOf({ no: _no, excluded, outcome, decidedBy, decidedAt, key, ...task }: Row, by: string): TaskStanding {
  const isFor = task.asked && !excluded && (task.actualOwner === null || task.actualOwner === by);
  return { ...task, isFor, decision: outcome === null ? null : { outcome, decidedBy, decidedAt, key } };
}
