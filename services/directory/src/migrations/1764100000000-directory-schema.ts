import { neverDecreases } from '@throughline/persistence/platform-tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Units, people and their roles, working calendars, and the sandbox's signing key. */
export class DirectorySchema1764100000000 implements MigrationInterface {
  readonly name = 'DirectorySchema1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('The first schema is not taken back; restore from a backup.');
  }
}

const statements = [
  // Compared byte by byte: a subtree is then a range of paths, which an index answers.
  `CREATE TABLE unit (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('group', 'subsidiary', 'region', 'department')),
    path text COLLATE "C" NOT NULL UNIQUE CHECK (path ~ '^([0-9]+\\.)+$'),
    parent_id uuid REFERENCES unit (id),
    created_at timestamptz NOT NULL,
    version int NOT NULL,
    CHECK ((parent_id IS NULL) = (kind = 'group'))
  )`,
  `CREATE TABLE person (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    email text NOT NULL UNIQUE CHECK (email = lower(email)),
    position text NOT NULL,
    unit_id uuid NOT NULL REFERENCES unit (id),
    manager_id uuid REFERENCES person (id) CONSTRAINT person_not_own_manager CHECK (manager_id <> id),
    zone text NOT NULL,
    active boolean NOT NULL,
    joined_at timestamptz NOT NULL,
    version int NOT NULL
  )`,
  'CREATE INDEX person_unit ON person (unit_id)',
  'CREATE INDEX person_manager ON person (manager_id)',
  'CREATE INDEX person_name ON person (name, id)',
  `CREATE TABLE role_grant (
    person_id uuid NOT NULL REFERENCES person (id),
    role text NOT NULL CHECK (role IN ('sales-rep', 'sales-manager', 'sales-head', 'finance', 'legal', 'commercial', 'collector', 'admin', 'operator')),
    granted_at timestamptz NOT NULL,
    granted_by text NOT NULL,
    PRIMARY KEY (person_id, role)
  )`,
  'CREATE INDEX role_grant_role ON role_grant (role)',
  `CREATE TABLE working_calendar (
    id uuid PRIMARY KEY,
    key text NOT NULL UNIQUE,
    name text NOT NULL,
    document jsonb NOT NULL,
    published_at timestamptz NOT NULL,
    version int NOT NULL
  )`,
  // Used in a sandbox only. One row: two instances that start together must sign with the same key.
  `CREATE TABLE sandbox_signing_key (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    private_key text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
  )`,
  neverDecreases('unit'),
  neverDecreases('person'),
  neverDecreases('working_calendar'),
];
