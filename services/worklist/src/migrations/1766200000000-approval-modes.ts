import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A leg may have a task for each of those asked, be asked again, and end by silence; the log of a request is its decisions, in order. */
export class ApprovalModes1766200000000 implements MigrationInterface {
  readonly name = 'ApprovalModes1766200000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Whose place each decision fills would be lost; restore from a backup.');
  }
}

const statements = [
  'ALTER TABLE task DROP CONSTRAINT task_approval_id_leg_key',
  'CREATE INDEX task_by_approval ON task (approval_id, id) WHERE approval_id IS NOT NULL',
  // Whose place on the route it fills; null: anybody who is asked decides. How often the leg was asked before.
  `ALTER TABLE task ADD COLUMN seat uuid, ADD COLUMN round int NOT NULL DEFAULT 0, ADD COLUMN ladder jsonb NOT NULL DEFAULT '[]'`,
  // What an open task of an approval did on silence becomes its ladder.
  `UPDATE task SET remind_at = NULL, escalate_at = NULL, lapse_at = NULL, ladder =
     CASE WHEN remind_at IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(jsonb_build_object('do', 'remind', 'at', remind_at)) END
     || CASE WHEN escalate_at IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(jsonb_build_object('do', 'manager', 'at', escalate_at)) END
     || CASE WHEN lapse_at IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(jsonb_build_object('do', 'lapse', 'at', lapse_at)) END
   WHERE kind = 'approval' AND status = 'open'`,
  // Decided by nobody: silence was the answer. In the order of their numbers, also where business time stands still.
  `ALTER TABLE task_decision ALTER COLUMN decided_by DROP NOT NULL, ADD COLUMN no bigint GENERATED ALWAYS AS IDENTITY,
     DROP CONSTRAINT task_decision_outcome_check, ADD CHECK (outcome IN ('approved', 'rejected', 'returned', 'done', 'lapsed'))`,
  `INSERT INTO task_decision (task_id, outcome, decided_at, key) SELECT id, 'lapsed', closed_at, 'silence' FROM task WHERE status = 'lapsed' AND kind = 'approval'`,
];
