import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Units with their history and heads, positions of people from day to day, and roles that somebody has in another unit than his own. */
export class Organisation1766100000000 implements MigrationInterface {
  readonly name = 'Organisation1766100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('The history of the organisation is not forgotten; restore from a backup.');
  }
}

const statements = [
  // Of the company's own books, so that a file or another system can name the unit and the person.
  `ALTER TABLE unit ADD COLUMN code text UNIQUE CHECK (code <> ''), ADD COLUMN head_id uuid REFERENCES person (id), ADD COLUMN closed_at timestamptz`,
  'CREATE UNIQUE INDEX unit_name_once ON unit (parent_id, name) WHERE closed_at IS NULL',
  `ALTER TABLE person ADD COLUMN external_id text UNIQUE CHECK (external_id <> '')`,
  // What a unit was called, where it stood and who led it, from one change to the next. Two changes at one instant leave an empty stretch between them.
  `CREATE TABLE unit_history (
    unit_id uuid NOT NULL REFERENCES unit (id),
    version int NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    path text COLLATE "C" NOT NULL,
    parent_id uuid,
    code text,
    head_id uuid,
    calendar_key text,
    closed boolean NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_until timestamptz,
    PRIMARY KEY (unit_id, version),
    CONSTRAINT unit_history_once EXCLUDE USING gist (unit_id WITH =, tstzrange(valid_from, valid_until) WITH &&)
  )`,
  'CREATE INDEX unit_history_parent ON unit_history (parent_id)',
  'CREATE INDEX unit_history_time ON unit_history (valid_from)',
  `INSERT INTO unit_history (unit_id, version, name, kind, path, parent_id, calendar_key, closed, valid_from)
   SELECT id, version, name, kind, path, parent_id, calendar_key, false, created_at FROM unit`,
  // [from_day, until_day): until_day is the first day on which it is no longer held. Of main positions a person has one at a time.
  `CREATE TABLE person_position (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES person (id),
    unit_id uuid NOT NULL REFERENCES unit (id),
    title text NOT NULL,
    manager_id uuid REFERENCES person (id) CHECK (manager_id <> person_id),
    main boolean NOT NULL,
    from_day date NOT NULL,
    until_day date CHECK (until_day > from_day),
    CONSTRAINT person_position_once EXCLUDE USING gist (person_id WITH =, daterange(from_day, until_day) WITH &&) WHERE (main)
  )`,
  'CREATE INDEX person_position_person ON person_position (person_id, from_day)',
  'CREATE INDEX person_position_unit ON person_position (unit_id) WHERE until_day IS NULL',
  `INSERT INTO person_position (id, person_id, unit_id, title, manager_id, main, from_day)
   SELECT gen_random_uuid(), id, unit_id, position, manager_id, true, (joined_at AT TIME ZONE zone)::date FROM person WHERE active`,
  // Null: in his own unit, wherever that is.
  'ALTER TABLE role_grant ADD COLUMN unit_id uuid REFERENCES unit (id)',
  'ALTER TABLE role_grant DROP CONSTRAINT role_grant_pkey',
  'CREATE UNIQUE INDEX role_grant_once ON role_grant (person_id, role, unit_id) NULLS NOT DISTINCT',
  'CREATE INDEX role_grant_unit ON role_grant (unit_id) WHERE unit_id IS NOT NULL',
];
