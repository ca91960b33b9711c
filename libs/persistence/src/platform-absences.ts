import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is away when, and whose working calendar is whose, as every service knows it from the directory. */
export class KnownAbsences1764220000000 implements MigrationInterface {
  readonly name = 'KnownAbsences1764220000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('What the directory has told is not told again; restore from a backup.');
  }
}

const statements = [
  `CREATE TABLE known_absence (
     id uuid PRIMARY KEY,
     person_id uuid NOT NULL,
     starts_at timestamptz NOT NULL,
     ends_at timestamptz NOT NULL,
     cancelled boolean NOT NULL DEFAULT false,
     version bigint NOT NULL
   )`,
  'CREATE INDEX known_absence_person ON known_absence (person_id, ends_at) WHERE NOT cancelled',
  // Keys of calendars, as `china`. Absent: that of the unit above; above all of them, the company's.
  'ALTER TABLE known_person ADD COLUMN calendar_key text',
  'ALTER TABLE known_unit ADD COLUMN calendar_key text',
  // The hours of a shift are nobody's company calendar.
  'ALTER TABLE known_calendar ADD COLUMN shifts boolean NOT NULL DEFAULT false',
];
