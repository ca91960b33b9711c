import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What else of the organisation every service knows from the directory: which units are closed, and who has a role in another unit than his own. */
export class KnownOrganisation1766100000000 implements MigrationInterface {
  readonly name = 'KnownOrganisation1766100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('What the directory has told is not told again; restore from a backup.');
  }
}

const statements = [
  'ALTER TABLE known_unit RENAME COLUMN manager_id TO head_id',
  'ALTER TABLE known_unit ADD COLUMN closed boolean NOT NULL DEFAULT false',
  // [{ role, unitId, unitPath }]
  `ALTER TABLE known_person ADD COLUMN roles_elsewhere jsonb NOT NULL DEFAULT '[]'`,
];
