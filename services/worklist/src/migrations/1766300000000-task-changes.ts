import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who had a task before each change of it, so that people are told what came to their lists and what left them. */
export class TaskChanges1766300000000 implements MigrationInterface {
  readonly name = 'TaskChanges1766300000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER task_opens_noted ON task');
    await runner.query('DROP TRIGGER task_changes_noted ON task');
    await runner.query('DROP FUNCTION note_task_opened, note_task_changed');
    await runner.query('DROP TABLE task_change');
  }
}

const statements = [
  // Only what was: what is now stands in the task. Kept for seven days of the wall clock.
  `CREATE TABLE task_change (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    task_id uuid NOT NULL,
    was_open boolean NOT NULL,
    was_asked uuid[] NOT NULL,
    was_taken_by uuid,
    noted_at timestamptz NOT NULL DEFAULT now()
  )`,
  // By triggers: whoever writes a task, and in whatever way, has it noted. The transaction has its id by then, before a seq is drawn (see change-feed.ts).
  `CREATE FUNCTION note_task_opened() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO task_change (task_id, was_open, was_asked) SELECT id, false, '{}' FROM opened;
    RETURN NULL;
  END $$`,
  `CREATE FUNCTION note_task_changed() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO task_change (task_id, was_open, was_asked, was_taken_by) SELECT id, status = 'open', potential_owners, actual_owner FROM before;
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER task_opens_noted AFTER INSERT ON task REFERENCING NEW TABLE AS opened FOR EACH STATEMENT EXECUTE FUNCTION note_task_opened()`,
  `CREATE TRIGGER task_changes_noted AFTER UPDATE ON task REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION note_task_changed()`,
];
