import { neverDecreases } from '@throughline/persistence/platform-tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Named sets of people. */
export class Groups1766110000000 implements MigrationInterface {
  readonly name = 'Groups1766110000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Groups have been told to all services; restore from a backup.');
  }
}

const statements = [
  `CREATE TABLE people_group (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (name <> ''),
    external_id text,
    made_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    removed_at timestamptz,
    version int NOT NULL
  )`,
  // Rules name groups, so no two have the same name, however it is written.
  'CREATE UNIQUE INDEX people_group_name ON people_group (lower(name)) WHERE removed_at IS NULL',
  `CREATE TABLE group_member (
    group_id uuid NOT NULL REFERENCES people_group (id),
    person_id uuid NOT NULL REFERENCES person (id),
    added_at timestamptz NOT NULL,
    added_by text NOT NULL,
    PRIMARY KEY (group_id, person_id)
  )`,
  'CREATE INDEX group_member_person ON group_member (person_id)',
  neverDecreases('people_group'),
];
