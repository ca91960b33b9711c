import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the lists and their counts read stands in the inbox itself, so that thousands of waiting tasks are counted without looking at one of them. */
export class TaskLists1765300000000 implements MigrationInterface {
  readonly name = 'TaskLists1765300000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('The lists of this release read these columns; restore from a backup.');
  }
}

const statements = [
  'ALTER TABLE task_inbox ADD COLUMN kind text, ADD COLUMN taken_by uuid',
  'UPDATE task_inbox i SET kind = t.kind, taken_by = t.actual_owner FROM task t WHERE t.id = i.task_id',
  'ALTER TABLE task_inbox ALTER COLUMN kind SET NOT NULL',
  'DROP INDEX task_inbox_by_due',
  'CREATE INDEX task_inbox_by_due ON task_inbox (person_id, due_at, weight DESC, task_id) INCLUDE (kind, taken_by)',
  // A task asked of several people of one team is looked for by its people.
  'DROP INDEX task_inbox_by_task',
  'CREATE INDEX task_inbox_by_task ON task_inbox (task_id, person_id)',
  // What a person waits for.
  `CREATE INDEX approval_request_waiting ON approval_request (requester_id, id) WHERE status = 'open'`,
  'CREATE INDEX task_delegation_by_person ON task_delegation (delegated_by, task_id)',
  // What was granted before for the same thing.
  `CREATE INDEX approval_request_granted ON approval_request (subject_id, kind, concluded_at DESC) WHERE status = 'granted'`,
];
