import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was deleted by a system that keeps our people over SCIM: for that system he does not exist, for us he has left. */
export class Scim1766130000000 implements MigrationInterface {
  readonly name = 'Scim1766130000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE person ADD COLUMN scim_deleted_at timestamptz');
  }

  async down(): Promise<void> {
    throw new Error('Nothing is gained by it; restore from a backup.');
  }
}
