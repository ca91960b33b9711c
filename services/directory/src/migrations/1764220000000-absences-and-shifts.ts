import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Absences of people, and working calendars for the shifts of units and people. */
export class AbsencesAndShifts1764220000000 implements MigrationInterface {
  readonly name = 'AbsencesAndShifts1764220000000';

  async up(runner: QueryRunner): Promise<void> {
    // For `person_id WITH =` in the exclusion constraint; trusted since PostgreSQL 13.
    await runner.query('CREATE EXTENSION IF NOT EXISTS btree_gist');
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Absences have been told to all services; restore from a backup.');
  }
}

const statements = [
  'ALTER TABLE working_calendar ADD COLUMN shifts boolean NOT NULL DEFAULT false',
  'ALTER TABLE unit ADD COLUMN calendar_key text REFERENCES working_calendar (key)',
  'ALTER TABLE person ADD COLUMN calendar_key text REFERENCES working_calendar (key)',
  `CREATE TABLE absence (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES person (id),
    kind text NOT NULL CHECK (kind IN ('holiday', 'sick-leave', 'parental-leave', 'training', 'business-trip', 'other')),
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    planned_by text NOT NULL,
    planned_at timestamptz NOT NULL,
    cancelled_by text,
    cancelled_at timestamptz,
    CONSTRAINT absence_lasts CHECK (ends_at > starts_at),
    -- Of two that are planned at once for the same days the second fails, whoever writes.
    CONSTRAINT absence_once EXCLUDE USING gist (person_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (cancelled_at IS NULL)
  )`,
  'CREATE INDEX absence_person ON absence (person_id, ends_at)',
];
