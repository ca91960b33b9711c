import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tasks of approvals know by whose calendars their moments count, so that they can be counted anew when one changes. */
export class LaddersByCalendar1767200000000 implements MigrationInterface {
  readonly name = 'LaddersByCalendar1767200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE task ADD COLUMN timed_for uuid[] NOT NULL DEFAULT '{}'`);
    // Of what is open already: whoever is asked now.
    await runner.query(`UPDATE task SET timed_for = potential_owners WHERE kind = 'approval' AND status = 'open'`);
    await runner.query(`CREATE INDEX task_open_approval ON task (id) WHERE kind = 'approval' AND status = 'open'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX task_open_approval');
    await runner.query('ALTER TABLE task DROP COLUMN timed_for');
  }
}
