import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A role can be narrowed beside its unit: to regions, business types, products. */
export class NarrowedRoles1767104000000 implements MigrationInterface {
  readonly name = 'NarrowedRoles1767104000000';

  async up(runner: QueryRunner): Promise<void> {
    // { dimension: [values] }; null: not narrowed.
    await runner.query(`ALTER TABLE role_grant ADD COLUMN narrowed_to jsonb CHECK (jsonb_typeof(narrowed_to) = 'object' AND narrowed_to <> '{}')`);
  }

  async down(): Promise<void> {
    throw new Error('Whoever is narrowed would see everything again.');
  }
}
