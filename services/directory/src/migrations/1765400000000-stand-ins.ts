import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is asked in whose place, when, for what and up to which amount. */
export class StandIns1765400000000 implements MigrationInterface {
  readonly name = 'StandIns1765400000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Stand-ins have been told to all services; restore from a backup.');
  }
}

const statements = [
  `CREATE TABLE stand_in (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES person (id),
    stand_in_id uuid NOT NULL REFERENCES person (id),
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    kinds text[] NOT NULL,
    amount numeric(19,4),
    currency char(3),
    named_by text NOT NULL,
    named_at timestamptz NOT NULL,
    withdrawn_by text,
    withdrawn_at timestamptz,
    CONSTRAINT stand_in_lasts CHECK (ends_at > starts_at),
    CONSTRAINT stand_in_not_oneself CHECK (stand_in_id <> person_id),
    CHECK ((amount IS NULL) = (currency IS NULL) AND (amount IS NULL OR amount > 0)),
    CHECK ((withdrawn_by IS NULL) = (withdrawn_at IS NULL))
  )`,
  'CREATE INDEX stand_in_person ON stand_in (person_id, starts_at, id)',
  // A row for each kind of an entry that is valid; '*' for everything that nobody else is named for. Of two for the same time and kind the second fails.
  `CREATE TABLE stand_in_scope (
    entry_id uuid NOT NULL REFERENCES stand_in (id),
    person_id uuid NOT NULL,
    kind text NOT NULL,
    period tstzrange NOT NULL,
    PRIMARY KEY (entry_id, kind),
    CONSTRAINT stand_in_once EXCLUDE USING gist (person_id WITH =, kind WITH =, period WITH &&)
  )`,
];
