import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A recomputing may go on while a change of the policy waits for its day: a calendar does not wait for it. */
export class RecomputeBesideChange1767120000000 implements MigrationInterface {
  readonly name = 'RecomputeBesideChange1767120000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX policy_application_one_open');
    await runner.query(`CREATE UNIQUE INDEX policy_application_one_open ON policy_application (kind, policy_id, purpose) WHERE status IN ('scheduled', 'running')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX policy_application_one_open');
    await runner.query(`CREATE UNIQUE INDEX policy_application_one_open ON policy_application (kind, policy_id) WHERE status IN ('scheduled', 'running')`);
  }
}
