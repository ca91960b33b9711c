import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Deals by when they were won. */
export class WonByMonth1767021000000 implements MigrationInterface {
  readonly name = 'WonByMonth1767021000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("CREATE INDEX opportunity_won ON opportunity (closed_at) WHERE status = 'won'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX opportunity_won');
  }
}
