import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was granted of a discount: those who agree may change what was asked for. */
export class GrantedPercent1766910000000 implements MigrationInterface {
  readonly name = 'GrantedPercent1766910000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE discount_request ADD COLUMN granted_percent numeric CHECK (granted_percent > 0 AND granted_percent < 100)');
    await runner.query("UPDATE discount_request SET granted_percent = percent WHERE status = 'granted'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE discount_request DROP COLUMN granted_percent');
  }
}
