import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What roles are narrowed to beside units, as the directory tells it. */
export class NarrowedRoles1767100000000 implements MigrationInterface {
  readonly name = 'NarrowedRoles1767100000000';

  async up(runner: QueryRunner): Promise<void> {
    // { role: { dimension: [values] } } of the roles in the own unit; those elsewhere carry theirs themselves. Null: none is.
    await runner.query('ALTER TABLE known_person ADD COLUMN narrowed_to jsonb');
  }

  async down(): Promise<void> {
    throw new Error('Whoever is narrowed would see everything again.');
  }
}
