import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who stands in for whom, as the directory told; of each task who is asked in whose place, and who is away. */
export class StandIns1765400000000 implements MigrationInterface {
  readonly name = 'StandIns1765400000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('In whose place decisions were made would be lost; restore from a backup.');
  }
}

const statements = [
  `CREATE TABLE known_stand_in (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    stand_in_id uuid NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    kinds text[] NOT NULL,
    up_to jsonb,
    withdrawn boolean NOT NULL,
    version bigint NOT NULL
  )`,
  'CREATE INDEX known_stand_in_ends ON known_stand_in (ends_at) WHERE NOT withdrawn',
  'CREATE INDEX known_absence_ends ON known_absence (ends_at) WHERE NOT cancelled',
  `ALTER TABLE task ADD COLUMN standing_in jsonb NOT NULL DEFAULT '{}', ADD COLUMN away uuid[] NOT NULL DEFAULT '{}'`,
  `CREATE INDEX task_away ON task USING gin (away) WHERE status = 'open' AND away <> '{}'`,
  'ALTER TABLE task_decision ADD COLUMN stands_in_for uuid CHECK (stands_in_for <> decided_by)',
];
