import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was done with the customer on a deal. */
export class Activities1764440000000 implements MigrationInterface {
  readonly name = 'Activities1764440000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE opportunity_activity (
      id uuid PRIMARY KEY,
      opportunity_id uuid NOT NULL REFERENCES opportunity,
      person_id text NOT NULL,
      kind text NOT NULL,
      on_record text NOT NULL CHECK (on_record IN ('deal', 'quote')),
      minutes integer CHECK (minutes >= 0),
      note text,
      occurred_at timestamptz NOT NULL
    )`);
    await runner.query('CREATE INDEX opportunity_activity_latest ON opportunity_activity (opportunity_id, occurred_at DESC, id DESC)');
  }

  async down(): Promise<void> {
    throw new Error('Activities would be lost; restore from a backup.');
  }
}
